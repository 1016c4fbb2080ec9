"""One judgement out of four models: a weighted, tempered mean for the class, a logistic rule for abnormality.
Everything is fitted on held-out answers; C# applies the same formulas."""
import itertools

import numpy as np
from sklearn.linear_model import LogisticRegression

from . import metrics
from .calibrate import sharpen, temperature

NAMES = ("dnn", "lstm", "cnn")


def mix(probabilities, weights):
    return sum(probabilities[name] * weights[name] for name in NAMES) / sum(weights.values())


def choose_weights(probabilities, classes, rounds):
    """Out of tenths that leave every model at least a tenth: the most even weights whose log loss is within one standard
    error (over beats, paired; a beat's loss is its mean over the rounds) of the least. Five hundred beats do not tell
    near-equal mixes apart."""
    tenths = [w for w in itertools.product(range(1, 9), repeat=3) if sum(w) == 10]
    picked = np.arange(len(classes)), classes

    def loss(w):
        return -np.log(np.clip(mix(probabilities, dict(zip(NAMES, w)))[picked], 1e-7, 1)).reshape(rounds, -1).mean(0)
    losses = {w: loss(w) for w in tenths}
    best = min(tenths, key=lambda w: losses[w].mean())

    def near(w):
        apart = losses[w] - losses[best]
        return apart.mean() <= apart.std() / np.sqrt(len(apart))
    even = min(filter(near, tenths), key=lambda w: (sum(v * v for v in w), losses[w].mean()))
    return {name: weight / 10 for name, weight in zip(NAMES, even)}


def logit_abnormal(probabilities):
    abnormal = np.clip(1 - probabilities[:, 0].astype(float), 1e-6, 1 - 1e-6)
    return np.log(abnormal / (1 - abnormal))


def abnormality(probabilities, errors, rule):
    return 1 / (1 + np.exp(-(rule["bias"] + rule["logitAbnormal"] * logit_abnormal(probabilities)
                             + rule["logError"] * np.log(errors / rule["referenceError"]))))


def fit_abnormality(probabilities, errors, reference, classes):
    features = np.stack([logit_abnormal(probabilities), np.log(errors / reference)], 1)
    line = LogisticRegression(C=1.0).fit(features, classes != 0)
    return {"bias": round(float(line.intercept_[0]), 5), "logitAbnormal": round(float(line.coef_[0, 0]), 5),
            "logError": round(float(line.coef_[0, 1]), 5), "referenceError": reference, "threshold": 0.5}


def fit_judgement(probabilities, errors, reference, classes, rounds):
    weights = choose_weights(probabilities, classes, rounds)
    mixed = mix(probabilities, weights)
    heat = temperature(np.log(np.clip(mixed, 1e-12, 1)), classes)
    return {"weights": weights, "temperature": heat,
            "abnormal": fit_abnormality(sharpen(mixed, heat), errors, reference, classes)}


def judge(probabilities, errors, judgement):
    """Tempered class probabilities [n,5] and abnormality [n]."""
    tempered = sharpen(mix(probabilities, judgement["weights"]), judgement["temperature"])
    return tempered, abnormality(tempered, errors, judgement["abnormal"])
