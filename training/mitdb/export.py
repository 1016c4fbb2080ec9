"""Writes the networks as ONNX graphs, node by node, with the parts of `training/export.py`."""
import numpy as np

from ..export import Graph, folded, lstm_pooled
from . import data, models

WAVE = data.CHANNELS * data.SAMPLES


class Parts:
    """What the models of one graph share: the channels, the standardised values, the line for S."""

    def __init__(self, graph, model, prefix):
        self.graph, self.prefix = graph, prefix
        self.wave = self._slice(0, WAVE, "wave")
        if isinstance(model, models.Autoencoder):
            return
        values = graph.node("Sub", [self._slice(WAVE, data.WIDTH, "raw"), self._const("values_mean", model.mean)], prefix + "centred")
        values = graph.node("Mul", [values, self._const("values_factor", model.factor)], prefix + "standard")
        self.values = graph.node("Clip", [values, self._const("least", np.array(-models.CLIP, np.float32)),
                                          self._const("most", np.array(models.CLIP, np.float32))], prefix + "values")

    def _const(self, name, value):
        return self.graph.weight(self.prefix + name, value)

    def _slice(self, first, end, name):
        graph, prefix = self.graph, self.prefix + name
        return graph.node("Slice", ["beats", graph.shape(prefix + "_from", first), graph.shape(prefix + "_to", end),
                                    graph.shape(prefix + "_axis", 1)], prefix)

    def reshaped(self, source, name, *sizes):
        return self.graph.node("Reshape", [source, self.graph.shape(self.prefix + name + "_shape", *sizes)], self.prefix + name)

    def means(self, count):
        """Means of neighbours; no channel's length leaves a rest."""
        groups = self.reshaped(self.wave, "neighbours", -1, WAVE // count, count)
        return self.graph.node("ReduceMean", [groups], self.prefix + "means", axes=[2], keepdims=0)

    def relu(self, layer, source, name):
        return self.graph.node("Relu", [self.graph.dense(layer, source, self.prefix + name)], self.prefix + name + "_relu")


def dnn(parts, model):
    return [parts.relu(model.wave, parts.means(3), "wave_dense")]


def lstm(parts, model):
    pairs = parts.reshaped(parts.means(2), "leads", -1, data.CHANNELS, 27, 3)
    turned = parts.graph.node("Transpose", [pairs], parts.prefix + "turned", perm=[2, 0, 1, 3])
    return lstm_pooled(parts.graph, model.lstm, parts.reshaped(turned, "steps", 27, -1, 12), parts.prefix)


def cnn(parts, model):
    """Two-dimensional operators of height 1: ONNX Runtime has faster kernels for those."""
    graph, prefix = parts.graph, parts.prefix
    value = parts.reshaped(parts.wave, "signal", -1, data.CHANNELS, 1, data.SAMPLES)
    layers = list(model.features)
    for place, (convolution, norm) in enumerate(zip(layers[0:-1:4], layers[1:-1:4]), 1):
        weight, bias = folded(convolution, norm)
        name = f"{prefix}conv{place}"
        half = convolution.kernel_size[0] // 2
        value = graph.node("Conv", [value, graph.weight(name + "_w", weight), graph.weight(name + "_b", bias)], name,
                           kernel_shape=[1, 2 * half + 1], pads=[0, half, 0, half], strides=[1, convolution.stride[0]])
        value = graph.node("Relu", [value], f"{prefix}relu{place}")
        value = graph.node("MaxPool", [value], f"{prefix}pool{place}", kernel_shape=[1, 2], strides=[1, 2])
    value = graph.node("AveragePool", [value], prefix + "bins", kernel_shape=[1, 2], strides=[1, 2])
    return [graph.node("Flatten", [value], prefix + "flat")]


BODIES = {"dnn": dnn, "lstm": lstm, "cnn": cnn}


def classifier(graph, name, model, temperature, output, prefix=""):
    parts = Parts(graph, model, prefix)
    joined = BODIES[name](parts, model) + [parts.relu(model.value, parts.values, "value_dense")]
    joined = graph.node("Concat", joined, prefix + "joined", axis=1)
    logits = graph.dense(model.head[4], parts.relu(model.head[1], joined, "hidden"), prefix + "deep")
    s = graph.node("Gemm", [parts.values, graph.weight(prefix + "line_w", model.line),
                            graph.weight(prefix + "line_b", model.line_bias)], prefix + "line", transB=1)

    def columns(first, end, named):
        return graph.node("Slice", [logits, graph.shape(prefix + named + "_from", first), graph.shape(prefix + named + "_to", end),
                                    graph.shape(prefix + named + "_axis", 1)], prefix + named)
    normal_or_s, ventricular_and_fusion = columns(0, 1, "normal_or_s"), columns(1, 3, "v_f")
    not_s = graph.node("Softplus", [s], prefix + "not_s")
    is_s = graph.node("Softplus", [graph.node("Neg", [s], prefix + "negative")], prefix + "is_s")
    all_of = graph.node("ReduceLogSumExp", [logits], prefix + "all", axes=[1], keepdims=1)
    q = graph.node("Add", [all_of, graph.weight(prefix + "log_q", np.array(models.LOG_Q, np.float32))], prefix + "q")
    groups = graph.node("Concat", [graph.node("Sub", [normal_or_s, not_s], prefix + "n"),
                                   graph.node("Sub", [normal_or_s, is_s], prefix + "s"), ventricular_and_fusion, q],
                        prefix + "groups", axis=1)
    groups = graph.node("Add", [groups, graph.weight(prefix + "group_bias", model.group_bias)], prefix + "biased")
    cooled = graph.node("Div", [groups, graph.weight(prefix + "temperature", np.array(temperature, np.float32))],
                        prefix + "logits")
    return graph.node("Softmax", [cooled], output, axis=1)


def autoencoder(graph, model, prefix, reconstruction, error):
    """`error` is [batch], or [batch,1] inside the combined graph: the mean over the channels of the leads that are present."""
    parts = Parts(graph, model, prefix)
    pooled = parts.means(model.POOL)
    value = parts.relu(model[0], pooled, "dense1")
    value = graph.dense(model[2], value, prefix + "code")
    value = parts.relu(model[3], value, "dense3")
    rebuilt = graph.node("Identity", [graph.dense(model[5], value, prefix + "dense4")], reconstruction)
    apart = graph.node("Abs", [graph.node("Sub", [pooled, rebuilt], prefix + "difference")], prefix + "apart")
    apart = graph.node("ReduceMean", [parts.reshaped(apart, "channels", -1, data.CHANNELS, model.SIZE // data.CHANNELS)],
                       prefix + "channel_errors", axes=[2], keepdims=0)
    size = graph.node("Abs", [parts.reshaped(parts.wave, "signal", -1, data.CHANNELS, data.SAMPLES)], prefix + "size")
    present = graph.node("Sign", [graph.node("ReduceMax", [size], prefix + "largest", axes=[2], keepdims=0)], prefix + "present")
    counted = graph.node("Mul", [apart, present], prefix + "counted")
    keep = int(error != "error")
    total = graph.node("ReduceSum", [counted, graph.shape(prefix + "total_axis", 1)], prefix + "total", keepdims=keep)
    channels = graph.node("ReduceSum", [present, graph.shape(prefix + "count_axis", 1)], prefix + "count", keepdims=keep)
    channels = graph.node("Max", [channels, graph.weight(prefix + "one", np.array(1, np.float32))], prefix + "at_least_one")
    return graph.node("Div", [total, channels], error)


def save_all(folder, fitted, temperatures):
    """dnn.onnx, lstm.onnx, cnn.onnx, autoencoder.onnx, and combined.onnx with the sixteen scores of all."""
    combined, columns = Graph(data.WIDTH), []
    for name in BODIES:
        graph = Graph(data.WIDTH)
        classifier(graph, name, fitted[name], temperatures[name], "probabilities")
        graph.output("probabilities", 5)
        graph.save(folder / f"{name}.onnx")
        columns.append(classifier(combined, name, fitted[name], temperatures[name], name, name + "_"))
    graph = Graph(data.WIDTH)
    autoencoder(graph, fitted["autoencoder"], "", "reconstruction", "error")
    graph.output("reconstruction", models.Autoencoder.SIZE)
    graph.output("error")
    graph.save(folder / "autoencoder.onnx")
    columns.append(autoencoder(combined, fitted["autoencoder"], "autoencoder_", "autoencoder_reconstruction", "autoencoder"))
    combined.node("Concat", columns, "scores", axis=1)
    combined.output("scores", 16)
    combined.save(folder / "combined.onnx")
