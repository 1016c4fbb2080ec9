// How far stated probabilities can be relied upon; ROC and precision-recall curves of normal or not, where precision follows
// from the rates and the counts of both kinds.
import { axis, chart } from "./chart.js";
import { colour } from "./colours.js";

const strokes = ["--accent", "--class-1", "--class-2", "--class-4"];

export function start(reliabilityElement, rocElement, prElement, classifiers, models) {
  const value = (_, v) => v?.toFixed(3);
  const options = (x, y, [least, low], names, more = [], points = false) => () => ({
    scales: { x: { time: false, range: [least, 1] }, y: { range: [low, 1] } },
    cursor: { drag: { x: false, y: false } },
    axes: [axis({ label: x, size: 30 }), axis({ label: y, size: 40 })],
    series: [{ label: x, value }, ...names.map((label, i) => ({
      label, stroke: colour(strokes[i]), width: 2, spanGaps: true, points: { show: points, size: 6 }, value
    })), ...more.map(one => one())]
  });
  const calibrated = () => ({ label: "calibrated", stroke: colour("--muted"), width: 1, dash: [5, 4], spanGaps: true, points: { show: false }, value });
  const reliability = chart(reliabilityElement, 300, options("stated probability", "share right", [.2, 0], classifiers.map(one => one.name), [calibrated], true));
  const roc = chart(rocElement, 300, options("false positive rate", "true positive rate", [0, 0], models.map(one => one.name)));
  const pr = chart(prElement, 300, options("recall", "precision", [0, .4], models.map(one => one.name)));
  reliability.set(join([...classifiers.map(one => one.bins), [[.2, .2], [1, 1]]]));
  // A hair left of the axis, where the upright beginning of a curve would fall onto its own first step.
  roc.set(join(models.map(model => [[-1e-9, 0], ...model.roc.filter(([, tpr]) => tpr > 0)])));
  pr.set(join(models.map(model => {
    const points = model.roc.filter(([, tpr]) => tpr > 0)
      .map(([fpr, tpr]) => [tpr, tpr * model.abnormal / (tpr * model.abnormal + fpr * model.normal)]);
    return [[0, points[0][1]], ...points];
  })));
  return { stop() { for (const one of [reliability, roc, pr]) one.stop(); } };
}

/** Curves over one common x, as uPlot wants them: null where a curve has no point. */
function join(curves) {
  const xs = [...new Set(curves.flat().map(([x]) => x))].sort((a, b) => a - b), at = new Map(xs.map((x, i) => [x, i]));
  return [xs, ...curves.map(curve => {
    const ys = Array(xs.length).fill(null);
    for (const [x, y] of curve) ys[at.get(x)] = Math.max(ys[at.get(x)] ?? 0, y);
    return ys;
  })];
}
