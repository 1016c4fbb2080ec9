"""`python3 -m training.mitdb BEATS`: fits, cross-validates over records, exports and describes the `mitdb` set."""
import argparse
import hashlib
import json
import platform
import time
from pathlib import Path

import numpy as np
import onnx
import torch

from .. import combine
from ..data import ROOT
from ..export import OPSET
from ..models import parameters
from . import calibrate, crossval, data, export, figures, fit, models
from .crossval import NAMES

SET_VERSION = "1.0.0"
CHANNELS = ["lead 1", "lead 2", "lead 1 minus running beat", "lead 2 minus running beat"]


def file(path):
    content = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def write_reference(folder, beats, fitted, calibration, version):
    """PyTorch's sixteen scores of made-up inputs; inputs are int16 in 1/256, so that C# reads the same numbers."""
    random = np.random.default_rng(25)
    count = 96
    time_ = np.linspace(-1, 1, data.SAMPLES)
    bumps = sum(random.normal(0, 2, (count, data.CHANNELS, 1)) * np.exp(-((time_ - random.normal(0, 0.4, (count, 1, 1))) / w) ** 2)
                for w in (0.04, 0.1, 0.3))
    values = beats.values.mean(0) + beats.values.std(0) * random.normal(0, 1, (count, data.VALUES))
    given = np.round(np.concatenate([bumps.reshape(count, -1), values], 1) * 256).clip(-32768, 32767).astype("<i2")
    made = (given / 256).astype(np.float32)
    x, rest = made[:, :data.CHANNELS * data.SAMPLES].reshape(count, data.CHANNELS, -1), made[:, data.CHANNELS * data.SAMPLES:]
    x[::3, 1] = x[::3, 3] = 0  # a third has one lead
    given[:, :data.CHANNELS * data.SAMPLES] = np.round(x.reshape(count, -1) * 256)
    scores = np.concatenate([calibrate.softmax(fit.outputs(fitted[name], x, rest).astype(float) / calibration[name]["temperature"])
                             for name in models.CLASSIFIERS] + [fit.outputs(fitted["autoencoder"], x, rest)[:, None]], 1)
    (folder / "mitdb-inputs.bin").write_bytes(given.tobytes())
    (folder / "mitdb-outputs.bin").write_bytes(scores.astype("<f4").tobytes())
    about = {"inputs": "mitdb-inputs.bin", "inputType": "int16, little endian, in 1/256", "outputs": "mitdb-outputs.bin",
             "outputType": "float32, little endian", "rows": count, "width": data.WIDTH,
             "made": "inputs are made up (seed 25), every third without lead 2; outputs by PyTorch, before export", "models": version}
    (folder / "mitdb-outputs.json").write_text(json.dumps(about, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(prog="python3 -m training.mitdb", description=__doc__)
    parser.add_argument("beats", help="file that training/export-beats wrote")
    parser.add_argument("--out", type=Path, default=ROOT, help="repository to write into (default: this one)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes of one thread each; the result is the same")
    parser.add_argument("--keep", type=Path, help="folder for each fit's result; a run that was stopped goes on from there")
    args = parser.parse_args()
    started = time.time()
    beats = crossval.prepare(args.beats)
    fitted, held, single = crossval.run(args.beats, args.seed, args.workers, args.keep)

    use = beats.scored & (beats.group < 4)
    group, record = beats.group[use], beats.record[use]
    calibration = {}
    for name in models.CLASSIFIERS:
        bias, temperature = calibrate.group_bias(held[name][use].astype(float), group)
        calibration[name] = {"groupBias": bias, "temperature": temperature}
        fitted[name].group_bias.copy_(torch.tensor(bias))
    errors = held["autoencoder"][use]
    threshold = round(float(np.percentile(errors[group == 0], calibrate.PERCENTILE)), 6)
    probabilities = {name: calibrate.tempered(held[name][use].astype(float), calibration[name]) for name in models.CLASSIFIERS}
    rule = calibrate.judgement(probabilities, errors, threshold, group, record)
    together, abnormality = combine.judge(probabilities, errors, rule)
    one_lead = {name: calibrate.tempered(single[name][use].astype(float), calibration[name]) for name in models.CLASSIFIERS}
    alone = combine.judge(one_lead, single["autoencoder"][use], rule)[0]

    crossed = {name: figures.classifier(probabilities[name], group) for name in models.CLASSIFIERS}
    crossed["autoencoder"] = figures.anomaly(errors, threshold, group)
    crossed["combined"] = figures.classifier(together, group)
    said = together.argmax(1)
    crossed["combined"]["recall"] = [round(float((said[group == g] == g).mean()), 3) for g in range(4)] + [0.0]
    crossed["combinedAnomaly"] = figures.anomaly(abnormality, 0.5, group)
    ec57 = {name: figures.groups(probabilities[name], group) for name in models.CLASSIFIERS}
    ec57["combined"], ec57["combinedLead1Only"] = figures.groups(together, group), figures.groups(alone, group)

    folder = args.out / "src/Inference/models/mitdb"
    folder.mkdir(parents=True, exist_ok=True)
    export.save_all(folder, fitted, {name: calibration[name]["temperature"] for name in models.CLASSIFIERS})
    entries = [{"name": name, "kind": "classifier", **file(folder / f"{name}.onnx"), "parameters": parameters(fitted[name]),
                "input": "beats", "outputs": ["probabilities"], "temperature": calibration[name]["temperature"],
                "crossValidation": crossed[name]} for name in models.CLASSIFIERS]
    entries.append({"name": "autoencoder", "kind": "anomaly", **file(folder / "autoencoder.onnx"),
                    "parameters": parameters(fitted["autoencoder"]), "input": "beats", "outputs": ["reconstruction", "error"],
                    "threshold": threshold, "crossValidation": crossed["autoencoder"]})
    combined = file(folder / "combined.onnx")
    version = f"mitdb-{SET_VERSION}+{combined['sha256'][:8]}"
    manifest = {
        "version": version, "signal": "mitdb", "sampleCount": data.SAMPLES,
        "input": {"sampleRateHz": 180, "channels": CHANNELS, "samplesBeforeR": 81, "leads": ["MLII", "V1, V2, V4, V5 or none"],
                  "values": beats.about["values"], "width": data.WIDTH, "reconstructionCount": models.Autoencoder.SIZE},
        "labels": data.LABELS,
        "data": {"name": "MIT-BIH Arrhythmia Database", "split": "DS1", "beats": int((beats.group < 4).sum()),
                 "sha256": beats.about["sha256"]},
        "tools": {"python": platform.python_version(), "torch": torch.__version__, "onnx": onnx.__version__, "opset": OPSET},
        "seed": args.seed,
        "deterministic": "The same seed gives the same bytes with the same versions of PyTorch, scikit-learn and BLAS on one machine; "
                         "elsewhere rounding moves the figures.",
        "models": entries,
        "combined": {**combined, "input": "beats", "output": "scores", "columns": list(NAMES)},
        "judgement": {**rule, "crossValidation": {**crossed["combined"], "anomaly": crossed["combinedAnomaly"]}}}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    reference = args.out / "training/reference"
    reference.mkdir(parents=True, exist_ok=True)
    write_reference(reference, beats, fitted, calibration, version)
    record_of = {"split": "DS1, held out by records", "folds": data.FOLDS, "seed": args.seed, "models": version,
                 "calibration": calibration, "threshold": threshold, "judgement": rule, "figures": crossed, "ec57": ec57,
                 "records": figures.by_record(together, group, record)}
    (args.out / "training/mitdb/cv-results.json").write_text(json.dumps(record_of, indent=1) + "\n")
    print(json.dumps({"calibration": calibration, "judgement": rule, "ec57": ec57}, indent=1))
    for name, counts in record_of["records"].items():
        print(name, counts)
    print(f"{time.time() - started:.0f} s")


if __name__ == "__main__":
    main()
