"""How far generated beats can be told from real ones (0.5 = not at all) and what the shipped models say of them."""
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import NearestNeighbors

from . import data, generator


def two_samples(real, made, seed):
    """Share of beats whose nearest neighbour is of their own kind, and a random forest's out-of-bag accuracy."""
    every, kind = np.concatenate([real, made]), np.repeat([0, 1], [len(real), len(made)])
    nearest = NearestNeighbors(n_neighbors=2).fit(every).kneighbors(every)[1][:, 1]
    forest = RandomForestClassifier(300, oob_score=True, random_state=seed).fit(every, kind)
    return float((kind[nearest] == kind).mean()), float(forest.oob_score_)


def held_out(beats, classes, seed, repeats=2):
    """Fitted on one half of TRAIN, compared with the other half; both ways, several times."""
    scores = []
    for repeat in range(repeats):
        half = data.folds(classes, 2, seed + repeat)
        for side in (0, 1):
            random = np.random.default_rng([seed, repeat, side])
            model = generator.fit(beats[half == side], classes[half == side], seed)
            scores.append(two_samples(beats[half != side], generator.draw_like(model, classes[half != side], random), seed))
    nearest, forest = np.mean(scores, 0)
    return {"nearestNeighbour": round(float(nearest), 3), "randomForest": round(float(forest), 3)}


def figures(model, beats, classes, seed, judge):
    """`judge` maps beats to class probabilities; without one, what the models say is left out."""
    result = {"twoSample": "0.5 = generated beats are not told apart from real ones", "heldOut": held_out(beats, classes, seed)}
    made = generator.draw_like(model, classes, np.random.default_rng([seed, 9]))
    nearest, forest = two_samples(beats, made, seed)
    result["wholeTrain"] = {"nearestNeighbour": round(nearest, 3), "randomForest": round(forest, 3)}
    if judge:
        drawn = np.repeat(np.arange(5), 400)
        said = judge(generator.draw_like(model, drawn, np.random.default_rng([seed, 10])).astype(np.float32)).argmax(1)
        recall = [float((said[drawn == c] == c).mean()) for c in range(5)]
        result["judgedAsDrawn"] = {"accuracyAtTrainPriors": round(float(np.dot(recall, np.bincount(classes) / len(classes))), 4),
                                   "recall": [round(r, 3) for r in recall]}
    gap = np.sqrt(((made[:, None].astype(np.float32) - beats[None]) ** 2).sum(2)).min(1)
    real = np.sqrt(((beats[:, None] - beats[None]) ** 2).sum(2) + 1e9 * np.eye(len(beats))).min(1)
    result["distanceToNearestTrainBeat"] = {"generatedMedian": round(float(np.median(gap)), 3),
                                            "realMedian": round(float(np.median(real)), 3)}
    return result
