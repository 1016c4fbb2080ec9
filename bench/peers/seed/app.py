"""The way this began: one beat a request, Flask, PyTorch on one thread, the four models one after the other.

The networks and their weights are the shipped ones, read from the ONNX files, batch norm folded in: what differs from
EcgStream is how they are run.
"""
import os
import sys

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from flask import Flask, jsonify, request
from onnx import numpy_helper

torch.set_num_threads(1)
torch.set_grad_enabled(False)
LABELS = ["Normal", "R-on-T PVC", "PVC", "SP/EB", "UB"]


def weights(name):
    graph = onnx.load(os.path.join(os.environ["MODELS"], name + ".onnx")).graph
    return {w.name: torch.from_numpy(numpy_helper.to_array(w).copy()) for w in graph.initializer}


DNN, LSTM, CNN, AE = (weights(name) for name in ("dnn", "lstm", "cnn", "autoencoder"))


def dense(w, name, x):
    return F.linear(x, w[name + "_w"], w[name + "_b"])


def classes(w, logits):
    return F.softmax(logits / w["temperature"], 1)[0].tolist()


def dnn(x):
    return classes(DNN, dense(DNN, "dense3", F.relu(dense(DNN, "dense2", F.relu(dense(DNN, "dense1", x))))))


def make_lstm():
    def by_gate(value):  # ONNX keeps the gates as input, output, forget, cell; PyTorch as input, forget, cell, output
        i, o, f, c = value.reshape(4, value.shape[0] // 4, -1)
        return torch.cat([i, f, c, o]).squeeze(-1)

    cell = torch.nn.LSTM(5, LSTM["r"].shape[2], batch_first=True)
    bias = LSTM["b"][0].reshape(2, -1)
    for name, value in (("weight_ih_l0", LSTM["w"][0]), ("weight_hh_l0", LSTM["r"][0]), ("bias_ih_l0", bias[0]), ("bias_hh_l0", bias[1])):
        getattr(cell, name).data.copy_(by_gate(value))
    return cell


CELL = make_lstm()


def lstm(x):
    states, _ = CELL(x.reshape(-1, 28, 5))
    return classes(LSTM, dense(LSTM, "last", torch.cat([states.mean(1), states.amax(1)], 1)))


def cnn(x):
    x = x[:, None]
    for place in "123":
        x = F.max_pool1d(F.relu(F.conv1d(x, CNN[f"conv{place}_w"].squeeze(2), CNN[f"conv{place}_b"], padding=4)), 2)
    return classes(CNN, dense(CNN, "last", F.avg_pool1d(x, 3).flatten(1)))


def autoencoder(x):
    y = x
    for place in range(1, 7):
        y = dense(AE, f"dense{place}", y)
        if place not in (3, 6):
            y = F.relu(y)
    return float((y - x).abs().mean())


app = Flask(__name__)


@app.post("/classify")
def classify():
    x = torch.from_numpy(np.asarray(request.get_json()["samples"], dtype=np.float32))[None]
    if x.shape != (1, 140):
        return jsonify(error="a beat has 140 samples"), 400
    answers = {"dnn": dnn(x), "lstm": lstm(x), "cnn": cnn(x)}
    mean = np.mean(list(answers.values()), axis=0)
    return jsonify(models=answers, reconstructionError=autoencoder(x), label=LABELS[int(mean.argmax())])


if __name__ == "__main__":
    sys.exit("run it with start.sh")
