"""Writes the networks as ONNX graphs, built node by node: batch norm folded into its convolution, a real LSTM
operator without an initial state (so any batch size runs), temperature and error inside the graph."""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .data import SAMPLES

OPSET, IR = 13, 7


class Graph:
    """Collects nodes and weights; every name made inside begins with the model's prefix."""

    def __init__(self, width=SAMPLES):
        self.nodes, self.weights, self.outputs, self.width = [], [], [], width

    def weight(self, name, value):
        value = np.ascontiguousarray(value.detach().numpy() if hasattr(value, "detach") else value)
        self.weights.append(numpy_helper.from_array(value, name))
        return name

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, output if isinstance(output, list) else [output],
                                           name=(output[0] if isinstance(output, list) else output), **attributes))
        return output

    def shape(self, name, *sizes):
        return self.weight(name, np.array(sizes, np.int64))

    def dense(self, layer, source, output):
        return self.node("Gemm", [source, self.weight(output + "_w", layer.weight), self.weight(output + "_b", layer.bias)],
                         output, transB=1)

    def output(self, name, *sizes):
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *sizes]))

    def save(self, path):
        beats = helper.make_tensor_value_info("beats", TensorProto.FLOAT, ["batch", self.width])
        graph = helper.make_graph(self.nodes, path.stem, [beats], self.outputs, self.weights)
        model = helper.make_model(graph, producer_name="ecgstream-training", ir_version=IR,
                                  opset_imports=[helper.make_opsetid("", OPSET)])
        onnx.checker.check_model(model, full_check=True)
        path.write_bytes(model.SerializeToString(deterministic=True))


def dnn(graph, model, prefix):
    value, place = "beats", 0
    for layer in model:
        if isinstance(layer, nn.Linear):
            place += 1
            value = graph.dense(layer, value, f"{prefix}dense{place}")
        elif isinstance(layer, nn.ReLU):
            value = graph.node("Relu", [value], f"{prefix}relu{place}")
    return value


def lstm_pooled(graph, cell, steps, prefix):
    """Mean and maximum over time of a one-layer LSTM's states; `steps` is [time, batch, values]."""
    def by_gate(value):  # PyTorch keeps the gates as input, forget, cell, output; ONNX as input, output, forget, cell
        i, f, c, o = value.detach().numpy().reshape(4, value.shape[0] // 4, -1)
        return np.concatenate([i, o, f, c])[None]

    bias = np.concatenate([by_gate(cell.bias_ih_l0), by_gate(cell.bias_hh_l0)], 1)[:, :, 0]
    states = graph.node("LSTM", [steps, graph.weight(prefix + "w", by_gate(cell.weight_ih_l0)),
                                 graph.weight(prefix + "r", by_gate(cell.weight_hh_l0)), graph.weight(prefix + "b", bias)],
                        prefix + "states", hidden_size=cell.hidden_size)
    axis = graph.shape(prefix + "direction", 1)
    states = graph.node("Squeeze", [states, axis], prefix + "sequence")
    mean = graph.node("ReduceMean", [states], prefix + "mean", axes=[0], keepdims=0)
    most = graph.node("ReduceMax", [states], prefix + "max", axes=[0], keepdims=0)
    return [mean, most]


def lstm(graph, model, prefix):
    steps = graph.node("Reshape", ["beats", graph.shape(prefix + "steps_shape", -1, 28, 5)], prefix + "steps")
    turned = graph.node("Transpose", [steps], prefix + "turned", perm=[1, 0, 2])
    pooled = lstm_pooled(graph, model.lstm, turned, prefix)
    return graph.dense(model.last, graph.node("Concat", pooled, prefix + "pooled", axis=1), prefix + "last")


def folded(convolution, norm):
    """Weight of height 1 and bias of a convolution with its batch norm."""
    factor = norm.weight / (norm.running_var + norm.eps).sqrt()
    return (convolution.weight * factor[:, None, None])[:, :, None], norm.bias + (convolution.bias - norm.running_mean) * factor


def cnn(graph, model, prefix):
    """Two-dimensional operators of height 1: ONNX Runtime has faster kernels for those."""
    value = graph.node("Reshape", ["beats", graph.shape(prefix + "row", -1, 1, 1, SAMPLES)], prefix + "signal")
    layers = list(model.features)
    for place, (convolution, norm) in enumerate(zip(layers[0:-1:4], layers[1:-1:4]), 1):
        weight, bias = folded(convolution, norm)
        name = f"{prefix}conv{place}"
        value = graph.node("Conv", [value, graph.weight(name + "_w", weight), graph.weight(name + "_b", bias)], name,
                           kernel_shape=[1, 9], pads=[0, 4, 0, 4])
        value = graph.node("Relu", [value], f"{prefix}relu{place}")
        value = graph.node("MaxPool", [value], f"{prefix}pool{place}", kernel_shape=[1, 2], strides=[1, 2])
    value = graph.node("AveragePool", [value], prefix + "bins", kernel_shape=[1, 3], strides=[1, 3])
    return graph.dense(model.last, graph.node("Flatten", [value], prefix + "flat"), prefix + "last")


def autoencoder(graph, model, prefix, reconstruction, error):
    """`error` is [batch], or [batch,1] inside the combined graph."""
    rebuilt = graph.node("Identity", [dnn(graph, model, prefix)], reconstruction)
    apart = graph.node("Abs", [graph.node("Sub", ["beats", rebuilt], prefix + "difference")], prefix + "apart")
    return graph.node("ReduceMean", [apart], error, axes=[1], keepdims=int(error != "error"))


BODIES = {"dnn": dnn, "lstm": lstm, "cnn": cnn}


def classifier(graph, name, model, temperature, output, prefix=""):
    logits = BODIES[name](graph, model, prefix)
    cooled = graph.node("Div", [logits, graph.weight(prefix + "temperature", np.array(temperature, np.float32))],
                        prefix + "logits")
    return graph.node("Softmax", [cooled], output, axis=1)


def save_all(folder, models, temperatures):
    """dnn.onnx, lstm.onnx, cnn.onnx, autoencoder.onnx, and combined.onnx with the sixteen scores of all."""
    combined, columns = Graph(), []
    for name in BODIES:
        graph = Graph()
        classifier(graph, name, models[name], temperatures[name], "probabilities")
        graph.output("probabilities", 5)
        graph.save(folder / f"{name}.onnx")
        columns.append(classifier(combined, name, models[name], temperatures[name], name, name + "_"))
    graph = Graph()
    autoencoder(graph, models["autoencoder"], "", "reconstruction", "error")
    graph.output("reconstruction", SAMPLES)
    graph.output("error")
    graph.save(folder / "autoencoder.onnx")
    columns.append(autoencoder(combined, models["autoencoder"], "autoencoder_", "autoencoder_reconstruction",
                               "autoencoder"))
    combined.node("Concat", columns, "scores", axis=1)
    combined.output("scores", 16)
    combined.save(folder / "combined.onnx")
