"""Draws what `ecgstream evaluate --curves` wrote: roc.svg, pr.svg, reliability.svg, confusion.svg.

python3 -m training.plots curves.json docs/models/"""
import argparse
import json
import pathlib

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend is chosen before)

# Okabe and Ito's colours, told apart with any colour vision; a line style beside each, for print.
STYLES = {"dnn": ("#0072B2", "-"), "lstm": ("#E69F00", "--"), "cnn": ("#009E73", "-."),
          "autoencoder": ("#D55E00", "--"), "combined": ("#000000", "-")}
# White background, whatever surrounds the picture; text as paths, so that no viewer needs the font. Fixed salt: ids
# inside the file do not change from run to run.
plt.rcParams.update({"figure.facecolor": "white", "axes.facecolor": "white", "savefig.facecolor": "white",
                     "svg.hashsalt": "ecgstream", "svg.fonttype": "path", "font.size": 10, "axes.grid": True,
                     "grid.color": "#dddddd", "axes.axisbelow": True, "axes.spines.top": False, "axes.spines.right": False})


def caption(curves, name):
    beats = f"{curves['data']}, models {curves['modelSet']}"
    if name in ("roc", "pr"):
        return f"{beats}, {curves['beats']} beats; dot: threshold in force"
    beats += f", {curves['knownBeats']} beats"
    if name == "reliability":
        beats += "; area of a mark: share of beats"
    if curves["reweighted"]:
        beats += "; accuracy and shares are weighted to official class counts" + (", cells are plain counts" if name == "confusion" else "")
    return beats


def operating_point(anomaly):
    """False-positive rate, recall and precision at the threshold in force."""
    (right_normal, alarms), (missed, hits) = anomaly["confusion"]
    return alarms / max(alarms + right_normal, 1), hits / max(hits + missed, 1), hits / max(hits + alarms, 1)


def roc(curves):
    figure, axes = plt.subplots(figsize=(5.2, 5))
    axes.plot([0, 1], [0, 1], color="#999999", lw=1, ls=":")
    inset = axes.inset_axes([0.42, 0.3, 0.53, 0.45])
    for one in curves["anomaly"]:
        colour, line = STYLES[one["name"]]
        x, y = ([point[key] for point in one["roc"]] for key in ("falsePositiveRate", "truePositiveRate"))
        false, found, _ = operating_point(one)
        for panel in (axes, inset):
            panel.plot(x, y, line, color=colour, lw=1.6, label=f"{one['name']} (area {one['auroc']:.4f})")
            panel.plot([false], [found], "o", color=colour, ms=5)
    inset.set(xlim=(-0.002, 0.15), ylim=(0.85, 1.002))
    inset.tick_params(labelsize=8)
    axes.set(xlabel="normal beats called abnormal (1 − specificity)", ylabel="abnormal beats found (sensitivity)",
             xlim=(-0.01, 1), ylim=(0, 1.01), title="ROC, normal or not")
    axes.legend(loc="lower right", frameon=False, fontsize=9)
    return figure


def precision_recall(curves):
    figure, axes = plt.subplots(figsize=(5.2, 5))
    lowest = 1.0
    for one in curves["anomaly"]:
        colour, line = STYLES[one["name"]]
        points = one["precisionRecall"]
        # Behind the first threshold that finds every abnormal beat only alarms are added: a drop that would set the scale.
        points = points[:1 + next(i for i, point in enumerate(points) if point["recall"] == points[-1]["recall"])]
        x, y = ([point[key] for point in points] for key in ("recall", "precision"))
        # Steps: precision must not be interpolated between two thresholds.
        axes.step([0] + x, [y[0]] + y, line, where="pre", color=colour, lw=1.6,
                  label=f"{one['name']} (average precision {one['auprc']:.4f})")
        _, found, right = operating_point(one)
        axes.plot([found], [right], "o", color=colour, ms=5)
        lowest = min(lowest, min(y), right)
    axes.set(xlabel="recall (abnormal beats found)", ylabel="precision (alarms that are right)", xlim=(0, 1.01),
             ylim=(max(0.0, lowest - 0.05), 1.01), title="Precision and recall, normal or not")
    axes.legend(loc="lower left", frameon=False, fontsize=9)
    return figure


def reliability(curves):
    figure, panels = plt.subplots(1, len(curves["models"]), figsize=(11, 3.4), sharex=True, sharey=True)
    for axes, one in zip(panels, curves["models"]):
        colour, _ = STYLES[one["name"]]
        axes.plot([0, 1], [0, 1], color="#999999", lw=1, ls=":")
        bins = one["reliability"]
        # Area of a mark by its share of beats: most gaps far off the line are a handful of beats.
        axes.plot([b["confidence"] for b in bins], [b["accuracy"] for b in bins], color=colour, lw=1)
        axes.scatter([b["confidence"] for b in bins], [b["accuracy"] for b in bins],
                     s=[12 + 250 * b["share"] for b in bins], color=colour, alpha=0.7, zorder=3)
        axes.set(title=f"{one['name']} (ECE {one['ece']:.4f})", xlabel="stated probability", xlim=(0, 1.05), ylim=(0, 1.05))
    panels[0].set_ylabel("share of right answers")
    return figure


def confusion(curves):
    labels = curves["labels"]
    figure, panels = plt.subplots(1, len(curves["models"]), figsize=(13, 3.9), sharey=True)
    for axes, one in zip(panels, curves["models"]):
        counts = one["confusion"]
        shares = [[count / max(sum(row), 1) for count in row] for row in counts]
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        axes.grid(False)
        for y, row in enumerate(counts):
            for x, count in enumerate(row):
                axes.text(x, y, str(count), ha="center", va="center", fontsize=9, color="white" if shares[y][x] > 0.5 else "black")
        axes.set_xticks(range(len(labels)), labels, rotation=45, ha="right")
        axes.set_yticks(range(len(labels)), labels)
        axes.set(title=f"{one['name']} (accuracy {one['accuracy']:.4f})", xlabel="answer")
    panels[0].set_ylabel("true class")
    return figure


PLOTS = {"roc": roc, "pr": precision_recall, "reliability": reliability, "confusion": confusion}


def draw(curves, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, plot in PLOTS.items():
        figure = plot(curves)
        figure.text(0.01, 0.01, caption(curves, name), fontsize=6.5, color="#666666")
        figure.tight_layout(rect=(0, 0.07, 1, 1))
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curves", type=pathlib.Path, help="the file of `ecgstream evaluate --curves`")
    parser.add_argument("folder", type=pathlib.Path, help="where the pictures go")
    arguments = parser.parse_args()
    draw(json.loads(arguments.curves.read_text(encoding="utf-8")), arguments.folder)
