// What the charts share: uPlot in the page's own colours, redrawn when theme or room change.
import uPlot from "../lib/uPlot.esm.js";
import { colour, onTheme } from "./colours.js";

const font = () => "11px " + getComputedStyle(document.body).fontFamily;

/** A chart in an element. `options(width, height)` is asked again whenever the theme changes. */
export function chart(element, height, options) {
  let plot = null, data = null;

  function build() {
    plot?.destroy();
    plot = null;
    const width = element.clientWidth;
    if (!data || !width) return;
    plot = new uPlot({ width, height, ...options() }, data, element);
  }

  const resizer = new ResizeObserver(() => {
    if (!plot) build();
    else if (plot.width !== element.clientWidth) plot.setSize({ width: element.clientWidth, height });
  });
  resizer.observe(element);
  const offTheme = onTheme(build);

  return {
    /** @param rebuild true when series or scales are others than before. */
    set(next, rebuild = false) {
      data = next;
      if (!data) { plot?.destroy(); plot = null; }
      else if (plot && !rebuild) plot.setData(data);
      else build();
    },
    stop() {
      resizer.disconnect();
      offTheme();
      plot?.destroy();
    }
  };
}

/** An axis in the page's colours. */
export const axis = more => ({
  stroke: colour("--muted"),
  font: font(),
  labelFont: font(),
  labelSize: 16,
  grid: { stroke: colour("--line"), width: 1 },
  ticks: { stroke: colour("--line"), width: 1, size: 4 },
  ...more
});
