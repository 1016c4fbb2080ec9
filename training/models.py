"""The four shipped networks, and those that only teach or were only tried. All take float32[n,140]."""
import torch
from torch import nn


class Dnn(nn.Sequential):
    def __init__(self, drop=(0.1, 0.3)):
        super().__init__(nn.Dropout(drop[0]), nn.Linear(140, 128), nn.ReLU(), nn.Dropout(drop[1]),
                         nn.Linear(128, 64), nn.ReLU(), nn.Dropout(drop[1]), nn.Linear(64, 5))


class Lstm(nn.Module):
    """Reads the beat as 28 steps of 5 samples; mean and maximum of its states feed the last layer."""

    def __init__(self, hidden=64, drop=0.3):
        super().__init__()
        self.lstm = nn.LSTM(5, hidden, batch_first=True)
        self.drop = nn.Dropout(drop)
        self.last = nn.Linear(2 * hidden, 5)

    def forward(self, beats):
        states, _ = self.lstm(beats.reshape(-1, 28, 5))
        return self.last(self.drop(torch.cat([states.mean(1), states.amax(1)], 1)))


class Cnn(nn.Module):
    """Three times convolution 9, batch norm, ReLU, maximum of 2; then five bins along the beat."""

    def __init__(self, channels=(16, 24, 32), drop=0.3):
        super().__init__()
        layers, before = [], 1
        for channel in channels:
            layers += [nn.Conv1d(before, channel, 9, padding=4), nn.BatchNorm1d(channel), nn.ReLU(),
                       nn.MaxPool1d(2)]
            before = channel
        self.features = nn.Sequential(*layers, nn.AvgPool1d(3))
        self.drop = nn.Dropout(drop)
        self.last = nn.Linear(5 * before, 5)

    def forward(self, beats):
        return self.last(self.drop(self.features(beats[:, None]).flatten(1)))


class Autoencoder(nn.Sequential):
    SIZES = (140, 32, 16, 8, 16, 32, 140)

    def __init__(self):
        layers = []
        for before, after in zip(self.SIZES, self.SIZES[1:]):
            layers += [nn.Linear(before, after), nn.ReLU()]
        del layers[-1], layers[5]  # the output and the bottleneck are linear
        super().__init__(*layers)

    def error(self, beats):
        return (self(beats) - beats).abs().mean(1)


class Inception(nn.Module):
    """Teaches only: three blocks that look at three widths (9, 19, 39) and a maximum at once, as in InceptionTime."""

    class Block(nn.Module):
        def __init__(self, before, width):
            super().__init__()
            narrow = width if before > 1 else 1
            self.narrow = nn.Conv1d(before, narrow, 1, bias=False) if before > 1 else nn.Identity()
            self.looks = nn.ModuleList(nn.Conv1d(narrow, width, kernel, padding=kernel // 2, bias=False)
                                       for kernel in (9, 19, 39))
            self.most = nn.Sequential(nn.MaxPool1d(3, 1, 1), nn.Conv1d(before, width, 1, bias=False))
            self.norm = nn.BatchNorm1d(4 * width)

        def forward(self, x):
            narrow = self.narrow(x)
            return torch.relu(self.norm(torch.cat([look(narrow) for look in self.looks] + [self.most(x)], 1)))

    def __init__(self, width=12):
        super().__init__()
        self.blocks = nn.Sequential(self.Block(1, width), nn.MaxPool1d(2), self.Block(4 * width, width), nn.MaxPool1d(2),
                                    self.Block(4 * width, width))
        self.last = nn.Linear(8 * width, 5)

    def forward(self, beats):
        states = self.blocks(beats[:, None])
        return self.last(torch.cat([states.mean(2), states.amax(2)], 1))


class ResNet(nn.Module):
    """Tried as a teacher, not used: residual blocks of three convolutions (9, 5, 3), global average."""

    class Block(nn.Module):
        def __init__(self, before, after):
            super().__init__()
            layers, width = [], before
            for kernel in (9, 5, 3):
                layers += [nn.Conv1d(width, after, kernel, padding="same"), nn.BatchNorm1d(after), nn.ReLU()]
                width = after
            self.path = nn.Sequential(*layers[:-1])
            self.skip = nn.Sequential(nn.Conv1d(before, after, 1), nn.BatchNorm1d(after))

        def forward(self, x):
            return torch.relu(self.path(x) + self.skip(x))

    def __init__(self, width=24):
        super().__init__()
        self.blocks = nn.Sequential(self.Block(1, width), nn.MaxPool1d(2), self.Block(width, width), nn.MaxPool1d(2),
                                    self.Block(width, width))
        self.last = nn.Linear(2 * width, 5)

    def forward(self, beats):
        states = self.blocks(beats[:, None])
        return self.last(torch.cat([states.mean(2), states.amax(2)], 1))


class Attention(nn.Module):
    """Tried, not shipped: a two-layer Transformer encoder over 28 tokens of 5 samples."""

    def __init__(self, width=32, drop=0.1):
        super().__init__()
        self.token = nn.Linear(5, width)
        self.place = nn.Parameter(torch.randn(28, width) * 0.1)
        layer = nn.TransformerEncoderLayer(width, 4, 2 * width, drop, batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.last = nn.Linear(2 * width, 5)

    def forward(self, beats):
        states = self.encoder(self.token(beats.reshape(-1, 28, 5)) + self.place)
        return self.last(torch.cat([states.mean(1), states.amax(1)], 1))


def parameters(model):
    return sum(p.numel() for p in model.parameters())
