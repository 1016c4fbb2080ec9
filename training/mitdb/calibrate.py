"""Biases and temperatures from held-out logits, weights of the mean from held-out probabilities."""
import itertools

import numpy as np
from scipy.optimize import minimize

from ..calibrate import sharpen, softmax
from ..combine import NAMES, fit_abnormality, mix

PERCENTILE = 95


def group_bias(logits, group):
    """Biases of S, V and F and a temperature with the least log loss. Training draws few N beats and weights groups; this puts their
    true shares back."""
    def spread(p):
        return np.array([0, p[0], p[1], p[2], 0]), np.exp(p[3])

    def loss(p):
        bias, temperature = spread(p)
        raised = (logits + bias) / temperature
        return (np.logaddexp.reduce(raised, 1) - raised[np.arange(len(group)), group]).mean()
    found = minimize(loss, np.zeros(4), method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-7, "maxiter": 600})
    bias, temperature = spread(found.x)
    return [round(float(b), 3) for b in bias], round(float(temperature), 3)


def tempered(logits, calibration):
    return softmax((logits + np.array(calibration["groupBias"])) / calibration["temperature"])


def choose_weights(probabilities, group, record):
    """Out of tenths that leave every model at least a tenth: the most even weights whose log loss is within one standard error
    (over records, paired) of the least. Beats of one record are no independent witnesses."""
    tenths = [w for w in itertools.product(range(1, 9), repeat=3) if sum(w) == 10]
    picked, names = (np.arange(len(group)), group), np.unique(record)

    def loss(w):
        beats = -np.log(np.clip(mix(probabilities, dict(zip(NAMES, w)))[picked], 1e-7, 1))
        return np.array([beats[record == r].mean() for r in names])
    losses = {w: loss(w) for w in tenths}
    best = min(tenths, key=lambda w: losses[w].mean())

    def near(w):
        apart = losses[w] - losses[best]
        return apart.mean() <= apart.std() / np.sqrt(len(apart))
    even = min(filter(near, tenths), key=lambda w: (sum(v * v for v in w), losses[w].mean()))
    return {name: weight / 10 for name, weight in zip(NAMES, even)}


def judgement(probabilities, errors, threshold, group, record):
    weights = choose_weights(probabilities, group, record)
    mixed = mix(probabilities, weights)
    logs = np.log(np.clip(mixed, 1e-12, 1))
    picked = np.arange(len(group)), group
    temperature = min(np.arange(50, 201) / 100, key=lambda t: -np.log(np.clip(softmax(logs / t)[picked], 1e-7, 1)).mean())
    return {"weights": weights, "temperature": float(temperature),
            "abnormal": fit_abnormality(sharpen(mixed, temperature), errors, threshold, group)}
