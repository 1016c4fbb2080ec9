"""Teachers of several kinds learn TRAIN; the shipped networks learn the teachers' mean opinion of distorted beats."""
from functools import partial

import torch

from .augment import a1
from .fit import fit, logits, one_hot
from .models import Cnn, Dnn, Lstm
from .rocket import fit_rocket

COPIES = 12
lstm_distort = partial(a1, shift=1, time=0.1, magnitude=0, jitter=0.05)

TEACHERS = {
    "cnn": lambda beats, targets, seed: fit(Cnn, beats, targets, seed, distort=a1),
    "dnn": lambda beats, targets, seed: fit(Dnn, beats, targets, seed, distort=a1),
    "lstm": lambda beats, targets, seed: fit(Lstm, beats, targets, seed, distort=lstm_distort, epochs=50, rate=5e-3,
                                             decay=1e-3, batch=32),
    "rocket": lambda beats, targets, seed: fit_rocket(beats, targets, seed, a1),
}
SCHOOL = ("cnn", "cnn", "dnn", "lstm", "rocket")

STUDENTS = {
    "dnn": lambda beats, targets, seed: fit(partial(Dnn, drop=(0.05, 0.1)), beats, targets, seed, epochs=40),
    "lstm": lambda beats, targets, seed: fit(partial(Lstm, drop=0.1), beats, targets, seed, epochs=20, rate=5e-3,
                                             decay=1e-3, batch=128),
    "cnn": lambda beats, targets, seed: fit(partial(Cnn, drop=0.1), beats, targets, seed, epochs=12),
}


def teach(beats, classes, seed, school=SCHOOL):
    return [TEACHERS[name](beats, one_hot(classes), seed * 100 + place) for place, name in enumerate(school)]


def opinion(teachers, beats):
    return sum(logits(teacher, beats).softmax(1) for teacher in teachers) / len(teachers)


def lessons(teachers, beats, seed, copies=COPIES):
    """The beats with `copies` distorted copies of each, and what the teachers say of them."""
    torch.manual_seed(seed)
    every = torch.cat([beats] + [a1(beats) for _ in range(copies)])
    return every, opinion(teachers, every)


def fit_students(beats, classes, seed):
    every, targets = lessons(teach(beats, classes, seed), beats, seed)
    return {name: study(every, targets, seed) for name, study in STUDENTS.items()}
