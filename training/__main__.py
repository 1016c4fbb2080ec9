"""`python3 -m training`, from the repository root: fits, cross-validates, exports, and describes everything."""
import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch

from . import calibrate, combine, crossval, data, export, generator, generator_check, manifest, metrics


def train_models(beats, classes, source, args):
    print("models: one fit on all of TRAIN, then cross-validation", flush=True)
    models, held_out = crossval.run(beats, classes, args.seed, args.folds, args.repeats, args.workers, args.keep)
    truth = np.tile(classes, len(held_out))
    answers = {name: np.concatenate([part[name] for part in held_out]) for name in held_out[0]}
    temperatures = {name: calibrate.temperature(answers[name], truth) for name in crossval.CLASSIFIERS}
    calibration = {"temperatures": temperatures, "threshold": round(calibrate.threshold(answers["autoencoder"], truth), 6)}
    probabilities = {name: calibrate.softmax(answers[name] / temperatures[name]) for name in crossval.CLASSIFIERS}
    judgement = combine.fit_judgement(probabilities, answers["autoencoder"], calibration["threshold"], truth, args.repeats)
    crossed = manifest.figures(held_out, classes, calibration, judgement)

    folder = args.out / "src/Inference/models"
    folder.mkdir(parents=True, exist_ok=True)
    export.save_all(folder, models, temperatures)
    manifest.write(folder, models, source, classes, args.seed, calibration, judgement, crossed)
    version = json.loads((folder / "manifest.json").read_text())["version"]
    reference = args.out / "training/reference"
    reference.mkdir(parents=True, exist_ok=True)
    manifest.write_reference(reference, models, calibration, beats, version)
    record = {"split": "TRAIN", "folds": args.folds, "repeats": args.repeats, "seed": args.seed, "models": version,
              "calibration": calibration, "judgement": judgement, "shipped": crossed}
    metrics.record(args.out / "training/cv-results.json", record)
    print(json.dumps(crossed, indent=1))

    def judge(x):
        given = crossval.outputs(models, torch.from_numpy(x))
        tempered = {name: calibrate.softmax(given[name] / temperatures[name]) for name in crossval.CLASSIFIERS}
        return combine.judge(tempered, given["autoencoder"], judgement)[0]
    return judge


def train_generator(beats, classes, args, judge):
    print("generator", flush=True)
    model = generator.pack(generator.fit(beats, classes, args.seed))[1]
    figures = generator_check.figures(model, beats, classes, args.seed, judge)
    folder = args.out / "src/Simulator/Generator"
    folder.mkdir(parents=True, exist_ok=True)
    generator.write(folder / "beats.json", model, args.seed, figures)
    print(json.dumps(figures, indent=1))


def main():
    parser = argparse.ArgumentParser(prog="python3 -m training", description=__doc__)
    parser.add_argument("--data", help="folder with ECG5000_TRAIN.ts; else ECGSTREAM_DATA, data/ecg5000, ../shared/ecg5000")
    parser.add_argument("--out", type=Path, default=data.ROOT, help="repository to write into (default: this one)")
    parser.add_argument("--only", choices=("models", "generator"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--repeats", type=int, default=4)
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each; the result is the same")
    parser.add_argument("--keep", type=Path, help="folder where `training.candidates` kept answers of the same folds")
    args = parser.parse_args()
    crossval.prepare()
    started = time.time()
    source = data.find(args.data)
    beats, classes = data.read(source)
    judge = train_models(beats, classes, source, args) if args.only != "generator" else None
    if args.only != "models":
        train_generator(beats, classes, args, judge)
    print(f"{time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
