"""Writes what is known of the shipped files: hashes, sizes, settings, cross-validated figures."""
import hashlib
import json
import platform

import numpy as np
import onnx
import torch
from threadpoolctl import threadpool_info

from . import crossval, data, export, metrics
from .calibrate import softmax
from .combine import judge
from .models import parameters

SET_VERSION = "1.0.0"
DETERMINISTIC = ("The same seed gives the same bytes with the same versions of PyTorch, scikit-learn and BLAS (here {blas}), "
                 "checked by two whole runs on one x86-64 machine with AVX2; elsewhere rounding moves the figures.")


def _blas():
    found = {f"{library['internal_api']} {library['version']}" for library in threadpool_info()
             if library["user_api"] == "blas"}
    return ", ".join(sorted(found)) or "the reference implementation"


def _file(path):
    content = path.read_bytes()
    return {"file": path.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def figures(held_out, classes, calibration, judgement):
    """Per model and for the judgement, the mean of every figure over the repeats."""
    result = {}
    repeats = [{name: softmax(part[name] / calibration["temperatures"][name]) for name in crossval.CLASSIFIERS}
               for part in held_out]
    for name in crossval.CLASSIFIERS:
        result[name] = metrics.mean([metrics.classifier(part[name], classes) for part in repeats])
    result["autoencoder"] = metrics.mean([metrics.anomaly(part["autoencoder"], calibration["threshold"], classes)
                                          for part in held_out])
    judged = [judge(part, raw["autoencoder"], judgement) for part, raw in zip(repeats, held_out)]
    result["combined"] = metrics.mean([metrics.classifier(p, classes) for p, _ in judged])
    result["combinedAnomaly"] = metrics.mean([metrics.anomaly(a, 0.5, classes) for _, a in judged])
    said = np.concatenate([p.argmax(1) for p, _ in judged])
    truth = np.tile(classes, len(judged))
    result["combined"]["recall"] = [round(float((said[truth == c] == c).mean()), 3) for c in range(5)]
    return result


def write(folder, models, source, classes, seed, calibration, judgement, crossed):
    entries = []
    for name in crossval.CLASSIFIERS:
        entries.append({"name": name, "kind": "classifier", **_file(folder / f"{name}.onnx"),
                        "parameters": parameters(models[name]), "input": "beats", "outputs": ["probabilities"],
                        "temperature": calibration["temperatures"][name], "crossValidation": crossed[name]})
    entries.append({"name": "autoencoder", "kind": "anomaly", **_file(folder / "autoencoder.onnx"),
                    "parameters": parameters(models["autoencoder"]), "input": "beats",
                    "outputs": ["reconstruction", "error"], "threshold": calibration["threshold"],
                    "crossValidation": crossed["autoencoder"]})
    combined = _file(folder / "combined.onnx")
    manifest = {
        "version": f"{SET_VERSION}+{combined['sha256'][:8]}", "signal": "ecg5000",
        "sampleCount": data.SAMPLES, "labels": data.LABELS,
        "data": {"name": "ECG5000", "split": "TRAIN", "beats": len(classes), "sha256": data.sha256(source)},
        "tools": {"python": platform.python_version(), "torch": torch.__version__, "onnx": onnx.__version__,
                  "opset": export.OPSET},
        "seed": seed, "deterministic": DETERMINISTIC.format(blas=_blas()), "models": entries,
        "combined": {**combined, "input": "beats", "output": "scores", "columns": [e["name"] for e in entries]},
        "judgement": {**judgement, "crossValidation": {**crossed["combined"], "anomaly": crossed["combinedAnomaly"]}}}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def write_reference(folder, models, calibration, beats, version):
    """PyTorch's sixteen scores of every TRAIN beat, which the ONNX files must give again."""
    given = crossval.outputs(models, torch.from_numpy(beats))
    scores = np.concatenate([softmax(given[name].astype(float) / calibration["temperatures"][name])
                             for name in crossval.CLASSIFIERS] + [given["autoencoder"][:, None]], 1).astype("<f4")
    (folder / "train-outputs.bin").write_bytes(scores.tobytes())
    about = {"file": "train-outputs.bin", "type": "float32, little endian, row by row", "rows": len(scores),
             "columns": [f"{name} {label}" for name in crossval.CLASSIFIERS for label in data.LABELS] + ["autoencoder error"],
             "order": "the beats of the TRAIN file, first to last", "made": "by PyTorch, before export", "models": version}
    (folder / "train-outputs.json").write_text(json.dumps(about, indent=1) + "\n")
