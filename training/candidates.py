"""`python3 -m training.candidates FOLDER`: the recipes on the same folds of TRAIN, for the choice of the shipped one. The
answers are kept in FOLDER, where `python3 -m training --keep FOLDER` finds those of the chosen one again."""
import multiprocessing
import sys
import time
from pathlib import Path

import numpy as np
import torch

from . import calibrate, combine, crossval, data, metrics
from .distil import lessons, opinion, study, teach
from .fit import logits
from .recipes import RECIPES

SEED, FOLDS, ROUNDS = 1, 5, 2
NAMES = [name for name in RECIPES if name != "first"]  # "first" was cross-validated on these folds when it was shipped
WIDEST = max((RECIPES[name] for name in NAMES), key=lambda recipe: len(recipe.school))


def _held_out(students, teachers, asked):
    """Logits of each student, and the teachers' mean opinion as logits."""
    answers = {name: logits(student, asked).numpy() for name, student in students.items()}
    return answers | {"teachers": opinion(teachers, asked).clamp_min(1e-12).log().numpy()}


def _task(task):
    """The answers of every recipe on a fold; with fold None the students fitted on all beats are kept instead."""
    folder, beats, classes, split, fold, seed = task
    crossval.prepare()
    files = {name: crossval.kept(folder, name, seed, fold) for name in NAMES}
    if fold is not None and all(file.exists() for file in files.values()):
        return {name: dict(np.load(file)) for name, file in files.items()}
    beats, asked = torch.from_numpy(beats), split == fold if fold is not None else np.zeros(len(classes), bool)
    rest, known = beats[torch.from_numpy(~asked)], classes[~asked]
    teachers, answers = teach(rest, known, seed, WIDEST), {}
    for name in NAMES:
        school, recipe = teachers[:len(RECIPES[name].school)], RECIPES[name]
        students = study(*lessons(school, rest, seed, recipe), seed, recipe)
        if fold is None:
            torch.save(students, files[name])
        else:
            answers[name] = _held_out(students, school, beats[torch.from_numpy(asked)])
            np.savez(files[name], **answers[name])
    return answers


def _figures(rounds, classes):
    """Each network and the combined judgement, calibrated on the same held-out answers, over all rounds."""
    truth = np.tile(classes, len(rounds))
    given = {name: np.concatenate([part[name] for part in rounds]) for name in rounds[0]}
    tempered = {name: calibrate.softmax(values / calibrate.temperature(values, truth)) for name, values in given.items()}
    weights = combine.choose_weights(tempered, truth, len(rounds))
    mixed = combine.mix(tempered, weights)
    tempered["combined"] = calibrate.sharpen(mixed, calibrate.temperature(np.log(np.clip(mixed, 1e-12, 1)), truth))
    return {name: metrics.mean([metrics.classifier(values, truth)]) for name, values in tempered.items()} | {
        "weights": weights, "rounds": len(rounds)}


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    beats, classes = data.read(data.find())
    splits = [data.folds(classes, FOLDS, SEED * 1000 + number) for number in range(ROUNDS)]
    folds = [(folder, beats, classes, split, fold, (SEED * 1000 + number) * 100 + fold)
             for number, split in enumerate(splits) for fold in range(FOLDS)]
    tasks = folds[:FOLDS] + [(folder, beats, classes, None, None, SEED)] + folds[FOLDS:]
    rounds = {name: [] for name in NAMES}
    started = time.time()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        answers = pool.imap(_task, tasks)
        for number, split in enumerate(splits):
            whole = {name: {} for name in NAMES}
            for fold in range(FOLDS):
                for name, parts in next(answers).items():
                    for kind, values in parts.items():
                        whole[name].setdefault(kind, np.zeros((len(classes), 5), np.float32))[split == fold] = values
                print(f"  fold {fold + 1}, {time.time() - started:.0f} s", flush=True)
            figures = {}
            for name in NAMES:
                rounds[name].append(whole[name])
                figures[name] = _figures(rounds[name], classes)
                print(name, figures[name], flush=True)
            metrics.record(data.ROOT / "training/cv-results.json", {"candidates": figures})
            if number == 0:
                next(answers)  # the fit on all beats


if __name__ == "__main__":
    main()
