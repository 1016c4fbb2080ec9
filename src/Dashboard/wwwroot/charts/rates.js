// Rates over the last minutes.
import { axis, chart } from "./chart.js";
import { colour } from "./colours.js";

const most = 300; // points: ten minutes at one every two seconds

export function start(...elements) {
  const at = [], series = elements.map(() => []);
  const charts = elements.map((element, i) => chart(element, 180, () => ({
    cursor: { drag: { x: false, y: false } },
    legend: { show: false },
    scales: { x: { range: (_, first, last) => [Math.min(first, last - 60), last] }, y: { range: (_, low, high) => [0, Math.max(1, (high ?? 0) * 1.15)] } },
    axes: [axis({ size: 28, values: (_, ticks) => ticks.map(s => new Date(s * 1000).toLocaleTimeString("sv", { minute: "2-digit", second: "2-digit" })) }), axis({ size: 46 })],
    series: [{}, { stroke: colour(i ? "--class-2" : "--accent"), width: 2, points: { show: false }, fill: colour("--mud-palette-primary-hover") }]
  })));
  return {
    add(time, ...values) {
      at.push(time);
      if (at.length > most) at.shift();
      charts.forEach((one, i) => {
        series[i].push(values[i]);
        if (series[i].length > most) series[i].shift();
        one.set([[...at], [...series[i]]]);
      });
    },
    stop() { for (const one of charts) one.stop(); }
  };
}
