"""`python3 -m training.tried`: each kind of network by itself on the same five folds of TRAIN, for the record."""
import multiprocessing

import numpy as np
import torch

from . import crossval, data, metrics
from .augment import a1
from .calibrate import softmax
from .distil import TEACHERS
from .fit import fit, logits, one_hot
from .models import Attention, Dnn, ResNet
from .recipes import SMALL

SEED, FOLDS = 1, 5
KINDS = TEACHERS | {
    "dnn plain": lambda beats, targets, seed: fit(Dnn, beats, targets, seed),
    "attention": lambda beats, targets, seed: fit(Attention, beats, targets, seed, rate=2e-3, distort=a1),
    "resnet": lambda beats, targets, seed: fit(ResNet, beats, targets, seed, distort=a1),
}


def _task(task):
    name, beats, classes, split, fold = task
    crossval.prepare()
    beats = torch.from_numpy(beats)
    rest = torch.from_numpy(split != fold)
    return logits(KINDS[name](beats[rest], one_hot(classes[split != fold]), 100 * SEED + fold), beats[~rest]).numpy()


def main():
    beats, classes = data.read(data.find())
    split = data.folds(classes, FOLDS, SEED * 1000)
    tasks = [(name, beats, classes, split, fold) for name in KINDS for fold in range(FOLDS)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        answers = pool.imap(_task, tasks)
        held_out = {}
        for name in KINDS:
            held_out[name] = np.zeros((len(classes), 5), np.float32)
            for fold in range(FOLDS):
                held_out[name][split == fold] = softmax(next(answers))
            print(name, metrics.classifier(held_out[name], classes), flush=True)
    kinds = sorted(set(SMALL))
    mean = sum(held_out[name] for name in kinds) / len(kinds)
    priors = np.bincount(classes) / len(classes)
    for power in (0, 0.25, 0.5):  # a rarer class counts for more
        weighted = mean * priors ** -power
        held_out[f"mean of {', '.join(kinds)}; times prior^-{power}"] = weighted / weighted.sum(1, keepdims=True)
    figures = {name: metrics.mean([metrics.classifier(p, classes)]) for name, p in held_out.items()}
    metrics.record(data.ROOT / "training/cv-results.json", {"tried": figures})


if __name__ == "__main__":
    main()
