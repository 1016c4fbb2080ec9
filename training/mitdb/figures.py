"""Figures over held-out beats of DS1, from 5:00 on as EC57 has it; the comparison proper is C#'s."""
import numpy as np
from sklearn.metrics import roc_auc_score

from .. import metrics
from . import data


def groups(probabilities, group):
    """Accuracy over N, S, V, F; sensitivity and positive predictivity of S, V, F. As in EC57, F is no false V."""
    said = probabilities[:, :4].argmax(1)
    result = {"accuracy": float((said == group).mean())}
    for label in (1, 2, 3):
        hit = ((said == label) & (group == label)).sum()
        claimed = (said == label) & ((group != 3) if label == 2 else True)
        result[data.LABELS[label].lower()] = {"se": round(float(hit / (group == label).sum()), 4),
                                              "ppv": round(float(hit / max(1, claimed.sum())), 4)}
    return result


def classifier(probabilities, group):
    return {"accuracy": round(float((probabilities.argmax(1) == group).mean()), 5),
            "f1Macro": round(metrics.f1_macro(group, probabilities.argmax(1), 4), 5),
            "ece": round(metrics.ece(probabilities, group), 5), "logLoss": round(metrics.log_loss(probabilities, group), 5)}


def anomaly(score, threshold, group):
    abnormal, said = group != 0, score > threshold
    hit = (abnormal & said).sum()
    return {"auroc": round(float(roc_auc_score(abnormal, score)), 5), "f1": round(float(2 * hit / (abnormal.sum() + said.sum())), 5),
            "accuracy": round(float((said == abnormal).mean()), 5)}


def by_record(probabilities, group, record):
    """Counts [true][said] over N, S, V, F, per record."""
    said = probabilities[:, :4].argmax(1)
    table = {}
    for name in np.unique(record):
        counts = np.zeros((4, 4), int)
        np.add.at(counts, (group[record == name], said[record == name]), 1)
        table[str(name)] = counts.tolist()
    return table
