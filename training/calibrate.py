"""Temperatures from held-out logits, and the autoencoder's threshold from held-out errors."""
import numpy as np

from . import metrics
from .anomaly import PERCENTILE


def softmax(logits):
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def sharpen(probabilities, temperature):
    """p^(1/temperature), normalised again."""
    return softmax(np.log(np.clip(probabilities, 1e-12, 1)) / temperature)


def temperature(logits, classes):
    """The divisor of the logits with the least log loss, out of 0.50, 0.51 … 3.00."""
    choices = np.arange(50, 301) / 100
    return float(min(choices, key=lambda t: metrics.log_loss(softmax(logits / t), classes)))


def threshold(errors, classes):
    return float(np.percentile(errors[classes == 0], PERCENTILE))
