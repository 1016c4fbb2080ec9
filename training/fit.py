"""Fits one network: AdamW, 5 % warm-up then cosine, gradient clip 1. Random numbers come from the given seed alone."""
import math

import torch
from torch import nn
from torch.nn import functional as F


def one_hot(classes):
    return F.one_hot(torch.as_tensor(classes), 5).float()


def fit(make, beats, targets, seed, loss=None, epochs=80, rate=3e-3, decay=1e-2, batch=64, distort=None):
    """Fits `make()` to `targets` (class probabilities, or beats for an autoencoder) and returns it for use."""
    torch.manual_seed(seed)
    model = make()
    loss = loss or soft_cross_entropy
    rest, decayed = [], []
    for value in model.parameters():
        (decayed if value.ndim > 1 else rest).append(value)
    adam = torch.optim.AdamW([{"params": decayed, "weight_decay": decay}, {"params": rest, "weight_decay": 0.0}], rate)
    batches = math.ceil(len(beats) / batch)
    total = epochs * batches
    warm = max(1, total // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: min(1, (step + 1) / warm) * (
        0.5 + 0.5 * math.cos(math.pi * max(0, step - warm) / max(1, total - warm))))
    model.train()
    for _ in range(epochs):
        for chosen in torch.randperm(len(beats)).chunk(batches):
            x, y = beats[chosen], targets[chosen]
            adam.zero_grad()
            loss(model(distort(x) if distort else x), y).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            adam.step()
            schedule.step()
    return model.eval()


def soft_cross_entropy(logits, targets):
    return -(targets * logits.log_softmax(1)).sum(1).mean()


@torch.no_grad()
def logits(model, beats):
    return torch.cat([model(part) for part in beats.split(500)])
