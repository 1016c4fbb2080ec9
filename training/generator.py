"""A beat generator that stores no beats: per class a Gaussian mixture in one principal subspace of TRAIN."""
import base64
import json

import numpy as np

from . import data

DIMENSIONS, COMPONENTS, SMOOTHNESS = 32, (8, 5, 2, 3, 1), 0.5
SHRINKAGE, SMALL_CLASS, FEWEST = 30.0, 30, 4
RECIPE = [
    "Arrays are base64 of little-endian numbers of the type that 'arrays' names, in row-major order.",
    "D = dimensions, n = sampleCount. mean[n]; basis[D][n]: one principal direction a row.",
    "1. Draw a class by 'prior', then one of its components k by 'weights'.",
    "2. z[D] from N(0,1); u_i = means[k][i] + sum over j<=i of factors[k][i*(i+1)/2+j] * z[j].",
    "3. x_t = mean[t] + sum over i of u_i * basis[i][t].",
    "4. w[n] from N(0,1); e_0 = w_0, e_t = smoothness*e_(t-1) + sqrt(1-smoothness^2)*w_t; x_t += residual[t]*e_t.",
    "5. x = (x - its mean) / its standard deviation (divisor n-1).",
    "'check' holds one case: for its class, component, z and w (all w zero when absent) the beat is 'beat'.",
]


def _posterior(points, weights, means, factors):
    """Share of each component in each point."""
    scores = []
    for weight, mean, factor in zip(weights, means, factors):
        whitened = np.linalg.solve(factor, (points - mean).T)
        scores.append(np.log(weight + 1e-12) - 0.5 * (whitened ** 2).sum(0) - np.log(np.diag(factor)).sum())
    scores = np.exp(np.array(scores).T - np.max(scores, 0)[:, None])
    return scores / scores.sum(1, keepdims=True)


def _start(points, count, random):
    """Nearest of k-means centres, as 0/1 shares."""
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(30):
        nearest = ((points[:, None] - centres[None]) ** 2).sum(2).argmin(1)
        centres = np.array([points[nearest == k].mean(0) if (nearest == k).any() else centres[k] for k in range(count)])
    return np.eye(count)[nearest]


def _mixture(points, count, prior_covariance, random):
    """Expectation-maximisation; each covariance leans on the class's mean one as if by SHRINKAGE further beats.
    A component of fewer than FEWEST beats would come near to storing one: then it is done again with one component less."""
    tiny = 1e-6 * np.eye(points.shape[1])
    share = _start(points, count, random)
    for _ in range(30):
        mass = share.sum(0) + 1e-9
        means = share.T @ points / mass[:, None]
        spreads = [(share[:, k, None] * (points - means[k])).T @ (points - means[k]) for k in range(count)]
        lean, strength = (sum(spreads) / len(points), SHRINKAGE) if count > 1 else prior_covariance
        factors = [np.linalg.cholesky((spread + strength * lean) / (m + strength) + tiny) for spread, m in zip(spreads, mass)]
        if count == 1:
            break
        share = _posterior(points, mass / len(points), means, factors)
    if count > 1 and mass.min() < FEWEST:
        return _mixture(points, count - 1, prior_covariance, random)
    return mass / len(points), means, np.array(factors)


def fit(beats, classes, seed):
    beats = beats.astype(float)
    mean = beats.mean(0)
    basis = np.linalg.svd(beats - mean, full_matrices=False)[2][:DIMENSIONS]
    points = (beats - mean) @ basis.T
    rest = beats - mean - points @ basis
    shared = np.cov(np.concatenate([points[classes == c] - points[classes == c].mean(0) for c in range(5)]).T)
    random = np.random.default_rng(seed)
    result = []
    for label, count in enumerate(COMPONENTS):
        own = points[classes == label]
        if len(own) > SMALL_CLASS:
            prior = (shared, 0.0)
        elif len(own) > 5:  # leans on the diagonal of what all classes share
            prior = (np.diag(np.diag(shared)), 10.0)
        else:               # two beats say nothing of a spread: a third of the shared one
            prior = (0.3 * shared, 1e6)
        weights, means, factors = _mixture(own, count, prior, random)
        residual = rest[classes == label] if len(own) > 5 else rest
        result.append({"prior": len(own) / len(beats), "weights": weights, "means": means, "factors": factors,
                       "residual": residual.std(0)})
    return {"mean": mean, "basis": basis, "classes": result}


def shape(model, label, component, z, w):
    """The beats for given random numbers z[m,D] and w[m,n]."""
    part = model["classes"][label]
    inner = part["means"][component] + np.einsum("mij,mj->mi", part["factors"][component], z)
    noise = w.copy()
    for t in range(1, w.shape[1]):
        noise[:, t] = SMOOTHNESS * noise[:, t - 1] + np.sqrt(1 - SMOOTHNESS ** 2) * w[:, t]
    beats = model["mean"] + inner @ model["basis"] + part["residual"] * noise
    beats -= beats.mean(1, keepdims=True)
    return beats / beats.std(1, ddof=1, keepdims=True)


def draw(model, label, count, random):
    weights = model["classes"][label]["weights"]
    component = random.choice(len(weights), count, p=weights / weights.sum())
    return shape(model, label, component, random.standard_normal((count, DIMENSIONS)),
                 random.standard_normal((count, data.SAMPLES)))


def draw_like(model, classes, random):
    """As many beats of each class as `classes` has, in its order."""
    beats = np.empty((len(classes), data.SAMPLES))
    for label in np.unique(classes):
        beats[classes == label] = draw(model, label, (classes == label).sum(), random)
    return beats


def _half(values):
    return base64.b64encode(np.ascontiguousarray(values, "<f2").tobytes()).decode()


def pack(model):
    """The JSON parts of the model, and the model as a reader of that JSON sees it (rounded to 16 bits)."""
    lower = np.tril_indices(DIMENSIONS)
    rounded = {"mean": model["mean"].astype("<f2").astype(float), "basis": model["basis"].astype("<f2").astype(float),
               "classes": []}
    classes = []
    for name, part in zip(data.LABELS, model["classes"]):
        packed = np.array([factor[lower] for factor in part["factors"]])
        classes.append({"label": name, "prior": part["prior"], "components": len(packed), "weights": _half(part["weights"]),
                        "means": _half(part["means"]), "factors": _half(packed), "residual": _half(part["residual"])})
        factors = np.zeros_like(part["factors"])
        for k, row in enumerate(packed):
            factors[k][lower] = row.astype("<f2")
        rounded["classes"].append({"prior": part["prior"], "factors": factors} | {
            key: part[key].astype("<f2").astype(float) for key in ("weights", "means", "residual")})
    return {"mean": _half(model["mean"]), "basis": _half(model["basis"]), "classes": classes}, rounded


def write(path, model, seed, figures):
    parts, rounded = pack(model)
    random = np.random.default_rng(seed)
    z, w = (random.standard_normal((1, size)).astype("<f2").astype(float) for size in (DIMENSIONS, data.SAMPLES))
    beat = shape(rounded, 0, np.array([1]), z, w)
    check = {"class": 0, "component": 1, "z": _half(z), "w": _half(w), "beat": [round(float(v), 5) for v in beat[0]]}
    header = {"name": "ECG5000 beat generator", "source": "ECG5000 TRAIN, fitted by training/generator.py; holds no beats",
              "sampleCount": data.SAMPLES, "labels": data.LABELS, "dimensions": DIMENSIONS, "smoothness": SMOOTHNESS,
              "arrays": "float16", "seed": seed, "recipe": RECIPE, "figures": figures}
    path.write_text(json.dumps(header | parts | {"check": check}, indent=1) + "\n")
