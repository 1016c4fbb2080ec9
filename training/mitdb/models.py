"""The networks. All take float32[n,683]: four channels of 162 samples, then 35 values."""
import torch
from torch import nn
from torch.nn import functional as F

from . import data

CLIP = 5.0
LOG_Q = -9.0  # 8 Q beats in 51,021 cannot be learnt: Q keeps a constant share of about one in 8,000


class Group(nn.Module):
    """Logits of N, S, V, F, Q from a network that tells supraventricular (N or S), V and F apart, and from a straight line that
    tells S from N."""

    def __init__(self, mean, deviation):
        super().__init__()
        self.register_buffer("mean", torch.as_tensor(mean))
        self.register_buffer("factor", 1 / torch.as_tensor(deviation))
        self.register_buffer("line", torch.zeros(1, data.VALUES))  # coefficients over all values, most of them 0
        self.register_buffer("line_bias", torch.zeros(1))
        self.register_buffer("group_bias", torch.zeros(5))

    def split(self, beats):
        x = beats[:, :data.CHANNELS * data.SAMPLES].reshape(-1, data.CHANNELS, data.SAMPLES)
        return x, ((beats[:, data.CHANNELS * data.SAMPLES:] - self.mean) * self.factor).clamp(-CLIP, CLIP)

    def deep(self, beats):
        """Logits of N-or-S, V, F."""
        return self.head(torch.cat(self.parts(*self.split(beats)), 1))

    def forward(self, beats):
        logits = self.deep(beats)
        s = F.linear(self.split(beats)[1], self.line, self.line_bias)
        return torch.cat([logits[:, :1] - F.softplus(s), logits[:, :1] - F.softplus(-s), logits[:, 1:],
                          torch.full_like(s, LOG_Q) + logits.logsumexp(1, keepdim=True)], 1) + self.group_bias


def head(width, hidden, drop=0.3):
    return nn.Sequential(nn.Dropout(drop), nn.Linear(width, hidden), nn.ReLU(), nn.Dropout(drop), nn.Linear(hidden, 3))


class Dnn(Group):
    """Means of three samples, one hidden layer."""

    def __init__(self, mean, deviation):
        super().__init__(mean, deviation)
        self.drop = nn.Dropout(0.1)
        self.wave = nn.Linear(data.CHANNELS * data.SAMPLES // 3, 96)
        self.value = nn.Linear(data.VALUES, 32)
        self.head = head(128, 48)

    def parts(self, x, values):
        return torch.relu(self.wave(self.drop(F.avg_pool1d(x, 3).flatten(1)))), torch.relu(self.value(values))


class Lstm(Group):
    """27 steps of six samples, averaged by pairs, of four channels; mean and maximum of the states."""

    def __init__(self, mean, deviation, hidden=48):
        super().__init__(mean, deviation)
        self.lstm = nn.LSTM(12, hidden, batch_first=True)
        self.value = nn.Linear(data.VALUES, 32)
        self.head = head(2 * hidden + 32, 48)

    def parts(self, x, values):
        steps = F.avg_pool1d(x, 2).reshape(-1, 4, 27, 3).permute(0, 2, 1, 3).reshape(-1, 27, 12)
        states = self.lstm(steps)[0]
        return states.mean(1), states.amax(1), torch.relu(self.value(values))


class Cnn(Group):
    """Convolutions 9, 7, 7 (16, 24, 32 channels), the first with stride 2; batch norm, ReLU, maximum of 2; five bins."""

    def __init__(self, mean, deviation, channels=(16, 24, 32)):
        super().__init__(mean, deviation)
        layers, before = [], data.CHANNELS
        for channel, kernel, stride in zip(channels, (9, 7, 7), (2, 1, 1)):
            layers += [nn.Conv1d(before, channel, kernel, stride, kernel // 2), nn.BatchNorm1d(channel), nn.ReLU(),
                       nn.MaxPool1d(2)]
            before = channel
        self.features = nn.Sequential(*layers, nn.AvgPool1d(2))  # 162 → 81 → 40 → 20 → 10 → 5
        self.value = nn.Linear(data.VALUES, 32)
        self.head = head(5 * before + 32, 64)

    def parts(self, x, values):
        return self.features(x).flatten(1), torch.relu(self.value(values))


class Autoencoder(nn.Sequential):
    """Means of three samples of four channels: 216-64-12-64-216."""

    POOL = 3
    SIZE = data.CHANNELS * data.SAMPLES // POOL

    def __init__(self):
        super().__init__(nn.Linear(self.SIZE, 64), nn.ReLU(), nn.Linear(64, 12), nn.Linear(12, 64), nn.ReLU(),
                         nn.Linear(64, self.SIZE))

    def pooled(self, beats):
        x = beats[:, :data.CHANNELS * data.SAMPLES].reshape(-1, data.CHANNELS, data.SAMPLES)
        return F.avg_pool1d(x, self.POOL).flatten(1)

    def error(self, beats):
        """Mean absolute error over the channels of the leads that are present."""
        pooled = self.pooled(beats)
        apart = (self(pooled) - pooled).abs().reshape(len(beats), data.CHANNELS, -1).mean(2)
        present = beats[:, :data.CHANNELS * data.SAMPLES].reshape(len(beats), data.CHANNELS, -1).abs().amax(2).sign()
        return (apart * present).sum(1) / present.sum(1).clamp(min=1)


CLASSIFIERS = {"dnn": Dnn, "lstm": Lstm, "cnn": Cnn}
