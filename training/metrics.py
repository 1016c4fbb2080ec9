"""The figures, over arrays of probabilities [n,5] and classes [n]."""
import json

import numpy as np
from sklearn.metrics import roc_auc_score


def f1_macro(classes, said, count=5):
    scores = []
    for label in range(count):
        hit = ((said == label) & (classes == label)).sum()
        scores.append(2 * hit / max(1, (said == label).sum() + (classes == label).sum()))
    return float(np.mean(scores))


def ece(probabilities, classes, bins=15):
    """Expected calibration error of the top class, equal-width bins."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == classes
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    return float(sum(abs(confidence[place == b].sum() - right[place == b].sum()) for b in range(bins)) / len(classes))


def log_loss(probabilities, classes):
    return float(-np.log(np.clip(probabilities[np.arange(len(classes)), classes], 1e-7, 1)).mean())


def classifier(probabilities, classes):
    said = probabilities.argmax(1)
    return {"accuracy": float((said == classes).mean()), "f1Macro": f1_macro(classes, said),
            "ece": ece(probabilities, classes), "logLoss": log_loss(probabilities, classes)}


def anomaly(score, threshold, classes):
    abnormal, said = classes != 0, score > threshold
    hit = (abnormal & said).sum()
    return {"auroc": float(roc_auc_score(abnormal, score)), "f1": float(2 * hit / (abnormal.sum() + said.sum())),
            "accuracy": float((said == abnormal).mean())}


def mean(figures):
    """The mean over repeats of dictionaries of figures, to five digits."""
    return {key: round(float(np.mean([f[key] for f in figures])), 5) for key in figures[0]}


def record(path, figures):
    """Puts figures beside those that the file already holds."""
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(known | figures, indent=2) + "\n")
