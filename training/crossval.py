"""Repeated cross-validation inside TRAIN: whole fits, teachers included, that never saw the beats they are asked about."""
import multiprocessing

import numpy as np
import torch

from . import data
from .anomaly import fit_autoencoder
from .distil import fit_students
from .fit import logits
from .recipes import SHIPPED

CLASSIFIERS = ("dnn", "lstm", "cnn")


def prepare():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.use_deterministic_algorithms(True)


def fit_all(beats, classes, seed):
    models = fit_students(beats, classes, seed)
    models["autoencoder"] = fit_autoencoder(beats, classes, seed)
    return models


@torch.no_grad()
def outputs(models, beats):
    """Logits [n,5] of each classifier and the autoencoder's error [n]."""
    result = {name: logits(models[name], beats).numpy() for name in CLASSIFIERS}
    result["autoencoder"] = models["autoencoder"].error(beats).numpy()
    return result


def kept(folder, recipe, seed, fold):
    """Where answers on a fold are kept, or the students fitted on all beats."""
    return folder / f"{recipe}-{seed}.{'pt' if fold is None else 'npz'}"


def _task(task):
    """Fits without the held-out fold; with fold None on everything, and returns the models themselves."""
    beats, classes, fold_of, fold, seed, keep = task
    prepare()
    beats = torch.from_numpy(beats)
    file = kept(keep, SHIPPED, seed, fold) if keep else None
    if fold is None:
        if not file:
            return fit_all(beats, classes, seed)
        return torch.load(file) | {"autoencoder": fit_autoencoder(beats, classes, seed)}
    rest, known = torch.from_numpy(fold_of != fold), classes[fold_of != fold]
    if file and file.exists():
        answers = {name: values for name, values in np.load(file).items() if name in CLASSIFIERS}
        autoencoder = fit_autoencoder(beats[rest], known, seed)
        return answers | {"autoencoder": autoencoder.error(beats[~rest]).detach().numpy()}
    return outputs(fit_all(beats[rest], known, seed), beats[~rest])


def run(beats, classes, seed, count, repeats, workers, keep=None):
    """The models fitted on all beats, and per repeat what models that had not seen a beat said of it."""
    splits = [data.folds(classes, count, seed * 1000 + repeat) for repeat in range(repeats)]
    tasks = [(beats, classes, None, None, seed, keep)] + [
        (beats, classes, split, fold, (seed * 1000 + repeat) * 100 + fold, keep)
        for repeat, split in enumerate(splits) for fold in range(count)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        answers = []
        for answer in pool.imap(_task, tasks):
            answers.append(answer)
            print(f"  fit {len(answers)} of {len(tasks)}", flush=True)
    held_out = []
    for repeat, split in enumerate(splits):
        whole = {name: np.zeros((len(classes), 5), np.float32) for name in CLASSIFIERS}
        whole["autoencoder"] = np.zeros(len(classes), np.float32)
        for fold in range(count):
            for name, values in answers[1 + repeat * count + fold].items():
                whole[name][split == fold] = values
        held_out.append(whole)
    return answers[0], held_out
