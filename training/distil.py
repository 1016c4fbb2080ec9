"""Teachers of several kinds learn TRAIN; the shipped networks learn the teachers' mean opinion of distorted beats."""
from functools import partial

import torch

from .augment import a1
from .fit import fit, logits, one_hot
from .models import Cnn, Dnn, Inception, Lstm
from .recipes import RECIPES, SHIPPED
from .rocket import fit_rocket

lstm_distort = partial(a1, shift=1, time=0.1, magnitude=0, jitter=0.05)

TEACHERS = {
    "cnn": lambda beats, targets, seed: fit(Cnn, beats, targets, seed, distort=a1),
    "dnn": lambda beats, targets, seed: fit(Dnn, beats, targets, seed, distort=a1),
    "lstm": lambda beats, targets, seed: fit(Lstm, beats, targets, seed, distort=lstm_distort, epochs=50, rate=5e-3,
                                             decay=1e-3, batch=32),
    "inception": lambda beats, targets, seed: fit(Inception, beats, targets, seed, distort=a1, epochs=100),
    "rocket": lambda beats, targets, seed, kernels=100: fit_rocket(beats, targets, seed, a1, kernels=kernels),
}


def teach(beats, classes, seed, recipe):
    kinds = TEACHERS | {"rocket": partial(TEACHERS["rocket"], kernels=recipe.kernels)}
    return [kinds[name](beats, one_hot(classes), seed * 100 + place) for place, name in enumerate(recipe.school)]


def opinion(teachers, beats):
    return sum(logits(teacher, beats).softmax(1) for teacher in teachers) / len(teachers)


def lessons(teachers, beats, seed, recipe):
    """The beats with distorted copies of each, and what the teachers say of them."""
    torch.manual_seed(seed)
    every = torch.cat([beats] + [a1(beats) for _ in range(recipe.copies)])
    return every, opinion(teachers, every)


def study(every, targets, seed, recipe):
    return {
        "dnn": fit(partial(Dnn, drop=(0.05, 0.1)), every, targets, seed, epochs=40),
        "lstm": fit(partial(Lstm, drop=0.1), every, targets, seed, epochs=20, rate=5e-3, decay=1e-3,
                    batch=recipe.lstm_batch),
        "cnn": fit(partial(Cnn, drop=0.1), every, targets, seed, epochs=12)}


def fit_students(beats, classes, seed, recipe=RECIPES[SHIPPED]):
    every, targets = lessons(teach(beats, classes, seed, recipe), beats, seed, recipe)
    return study(every, targets, seed, recipe)
