// ROC and precision-recall curves of normal or not. Precision follows from the rates and the counts of both kinds.
import { axis, chart } from "./chart.js";
import { colour } from "./colours.js";

export function start(rocElement, prElement, models) {
  const strokes = ["--accent", "--class-1"];
  const options = (x, y, low) => () => ({
    scales: { x: { time: false, range: [0, 1] }, y: { range: [low, 1] } },
    cursor: { drag: { x: false, y: false } },
    axes: [axis({ label: x, size: 30 }), axis({ label: y, size: 40 })],
    series: [{ label: x, value: (_, v) => v?.toFixed(3) }, ...models.map((model, i) => ({
      label: model.name, stroke: colour(strokes[i % 2]), width: 2, spanGaps: true, points: { show: false }, value: (_, v) => v?.toFixed(3)
    }))]
  });
  const roc = chart(rocElement, 300, options("false positive rate", "true positive rate", 0));
  const pr = chart(prElement, 300, options("recall", "precision", .4));
  roc.set(join(models.map(model => model.roc)));
  pr.set(join(models.map(model => model.roc.filter(([, tpr]) => tpr > 0)
    .map(([fpr, tpr]) => [tpr, tpr * model.abnormal / (tpr * model.abnormal + fpr * model.normal)]))));
  return { stop() { roc.stop(); pr.stop(); } };
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
