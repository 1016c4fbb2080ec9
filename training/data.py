"""Finds and reads the official TRAIN split of ECG5000. Nothing here opens a TEST file."""
import hashlib
import os
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
LABELS = ["Normal", "R-on-T PVC", "PVC", "SP/EB", "UB"]
SAMPLES = 140
NAMES = ("ECG5000_TRAIN.ts", "ECG5000_TRAIN.txt")


def find(folder=None):
    """The TRAIN file in `folder`, or else in the first of the usual places that has one."""
    places = [folder] if folder else [os.environ.get("ECGSTREAM_DATA"), ROOT / "data/ecg5000",
                                      ROOT / "../shared/ecg5000"]
    for place in filter(None, places):
        for name in NAMES:
            if (Path(place) / name).is_file():
                return Path(place) / name
    looked = ", ".join(str(p) for p in places if p)
    raise SystemExit(f"No {' or '.join(NAMES)} in: {looked}. Give its folder with --data.")


def read(path):
    """Beats float32[n,140] and classes int64[n] from 0. `.ts` has the class last, `.txt` first."""
    beats, classes = [], []
    for line in Path(path).read_text().splitlines():
        if not line.strip() or line[0] in "#@":
            continue
        if ":" in line:
            values, label = line.rsplit(":", 1)
            values = values.split(",")
        else:
            label, *values = line.split()
        beats.append([float(v) for v in values])
        classes.append(int(float(label)) - 1)
    beats = np.array(beats, np.float32)
    if beats.shape[1:] != (SAMPLES,):
        raise SystemExit(f"{path}: beats of {SAMPLES} samples expected, found {beats.shape}")
    return beats, np.array(classes, np.int64)


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def folds(classes, count, seed):
    """The fold of each beat, dealt out class by class so that every fold has its share of each."""
    random = np.random.default_rng(seed)
    fold = np.empty(len(classes), np.int64)
    next_fold = 0
    for label in np.unique(classes):
        members = random.permutation(np.flatnonzero(classes == label))
        fold[members] = (next_fold + np.arange(len(members))) % count
        next_fold += len(members)
    return fold
