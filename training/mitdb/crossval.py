"""Fits of folds over records, and of all records, in processes of one thread each."""
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import torch

from . import data, fit, models

NAMES = (*models.CLASSIFIERS, "autoencoder")
BEATS = None


def prepare(path):
    """One thread, deterministic kernels, and the beats; also in each worker process."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    global BEATS
    BEATS = data.Beats(path)
    return BEATS


def one_fit(job):
    """Fits a model to all records but those of a fold (None: to all) and returns it with its answers to the fold's beats."""
    name, fold, seed, keep = job
    kept = keep and keep / f"{name}-{fold}-{seed}.pt"
    if kept and kept.exists():
        return torch.load(kept)
    result = fitted_one(name, fold, seed)
    if kept:
        torch.save(result, kept)
    return result


def fitted_one(name, fold, seed):
    beats = BEATS
    held = np.isin(beats.record, data.FOLDS[fold]) if fold is not None else np.zeros(len(beats.record), bool)
    use = ~held & (beats.group < 4)
    if name == "autoencoder":
        model = fit.autoencoder(beats.x[use], beats.group[use], beats.record[use], seed)
    else:
        model = fit.classifier(name, beats.x[use], beats.values[use], beats.group[use], beats.record[use], seed)
    if fold is None:
        return name, fold, model.state_dict(), None
    return name, fold, None, (fit.outputs(model, beats.x[held], beats.values[held]),
                              fit.outputs(model, *data.without_lead(beats.x[held], beats.values[held], 1)))


def rebuild(name, state):
    if name == "autoencoder":
        model = models.Autoencoder()
    else:
        model = models.CLASSIFIERS[name](np.zeros(data.VALUES, np.float32), np.ones(data.VALUES, np.float32))
    model.load_state_dict(state)
    return model.eval()


def run(path, seed, workers, keep=None):
    """All fits: of six folds and of all records, each a job of its own seed."""
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    jobs = [(name, fold, seed * 1000 + place * 10 + (9 if fold is None else fold), keep)
            for place, name in enumerate(NAMES) for fold in (None, *range(len(data.FOLDS)))]
    held = {name: np.zeros((len(BEATS.record), 5) if name != "autoencoder" else len(BEATS.record), np.float32) for name in NAMES}
    single = {name: np.zeros_like(held[name]) for name in NAMES}
    fitted = {}
    with ProcessPoolExecutor(workers, get_context("spawn"), prepare, (path,)) as pool:
        for name, fold, state, answers in pool.map(one_fit, jobs):
            if fold is None:
                fitted[name] = rebuild(name, state)
            else:
                chosen = np.isin(BEATS.record, data.FOLDS[fold])
                held[name][chosen], single[name][chosen] = answers
            print(f"  {name} {'all records' if fold is None else f'fold {fold}'}", flush=True)
    return fitted, held, single
