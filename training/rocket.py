"""A teacher: fixed random convolutions (length 9, five dilations), two features each, and a linear layer on top."""
import torch
from torch import nn
from torch.nn import functional as F

from .fit import fit


class RandomConvolutions(nn.Module):
    """The share of positive values and the maximum of every kernel's response."""

    def __init__(self, kernels=100, dilations=(1, 2, 4, 8, 16)):
        super().__init__()
        self.dilations = dilations
        weights = torch.randn(len(dilations), kernels, 1, 9)
        self.register_buffer("weights", weights - weights.mean(3, keepdim=True))
        self.register_buffer("bias", torch.rand(len(dilations), kernels) * 2 - 1)

    def forward(self, beats):
        features = []
        for dilation, weight, bias in zip(self.dilations, self.weights, self.bias):
            response = F.conv1d(beats[:, None], weight, bias, padding=4 * dilation, dilation=dilation)
            features += [(response > 0).float().mean(2), response.amax(2)]
        return torch.cat(features, 1)


class Rocket(nn.Module):
    def __init__(self, convolutions, mean, deviation, linear):
        super().__init__()
        self.convolutions, self.mean, self.deviation, self.linear = convolutions, mean, deviation, linear

    def forward(self, beats):
        return self.linear((self.convolutions(beats) - self.mean) / self.deviation)


@torch.no_grad()
def _features(convolutions, beats):
    return torch.cat([convolutions(part) for part in beats.split(250)])


def fit_rocket(beats, targets, seed, distort, copies=6, kernels=100):
    """Fits the linear layer on the beats and `copies` distorted copies of them."""
    torch.manual_seed(seed)
    convolutions = RandomConvolutions(kernels)
    features = _features(convolutions, torch.cat([beats] + [distort(beats) for _ in range(copies)]))
    mean, deviation = features.mean(0), features.std(0).clamp_min(1e-3)
    linear = fit(lambda: nn.Sequential(nn.Dropout(0.5), nn.Linear(features.shape[1], 5)), (features - mean) / deviation,
                 targets.repeat(copies + 1, 1), seed, epochs=20, rate=1e-3, decay=0.1)
    return Rocket(convolutions, mean, deviation, linear).eval()
