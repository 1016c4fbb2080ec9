// A beat over what is usual and over the autoencoder's idea of it; shaded where a model looked, or where the two part.
import { axis, chart } from "./chart.js";
import { colour } from "./colours.js";

export function start(element) {
  let beat = {};
  const plot = chart(element, 250, () => ({
    scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(-3, low - .3), Math.max(3, high + .3)] } },
    cursor: { drag: { x: false, y: false } },
    legend: { live: false },
    axes: [
      axis({ label: beat.rrMs ? "ms" : "sample", size: 30 }),
      axis({ label: "z-score", size: 34 })
    ],
    series: series(),
    hooks: { drawClear: [shade] }
  }));

  function series() {
    const all = [{ label: beat.rrMs ? "ms" : "sample" }];
    if (beat.baseline) all.push({ label: beat.baselineName, stroke: colour("--muted"), width: 1.5, dash: [5, 4], points: { show: false } });
    if (beat.reconstruction) all.push({ label: "reconstruction", stroke: colour("--accent"), width: 1.5, points: { show: false } });
    all.push({ label: "beat", stroke: colour(`--class-${beat.beatClass ?? 0}`), width: 2.2, points: { show: false } });
    return all;
  }

  /** Only what speaks for the answer is shaded: negative attributions speak against it. */
  function shade(u) {
    if (!beat.shade) return;
    const most = Math.max(...beat.shade, 1e-6), { left, top, width, height } = u.bbox;
    const step = width / (beat.shade.length - 1);
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, top, width, height);
    u.ctx.clip();
    u.ctx.fillStyle = colour("--shade");
    beat.shade.forEach((value, i) => {
      u.ctx.globalAlpha = Math.max(0, value / most) * .55;
      u.ctx.fillRect(left + (i - .5) * step, top, step + .5, height);
    });
    u.ctx.restore();
  }

  return {
    draw(next) {
      beat = next;
      if (!beat.samples) { plot.set(null); return; }
      const stepMs = beat.rrMs ? beat.rrMs / beat.samples.length : 1;
      const data = [beat.samples.map((_, i) => i * stepMs)];
      if (beat.baseline) data.push(beat.baseline);
      if (beat.reconstruction) data.push(beat.reconstruction);
      data.push(beat.samples);
      plot.set(data, true);
    },
    stop() { plot.stop(); }
  };
}
