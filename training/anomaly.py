"""The autoencoder learns normal beats alone; what it rebuilds badly is abnormal."""
import torch
from torch.nn import functional as F

from .fit import fit
from .models import Autoencoder

PERCENTILE = 95


def fit_autoencoder(beats, classes, seed, epochs=200):
    normal = beats[torch.as_tensor(classes == 0)]
    return fit(Autoencoder, normal, normal, seed, loss=F.l1_loss, epochs=epochs, rate=1e-3, decay=0.0)
