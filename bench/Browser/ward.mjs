// What the ward costs a browser, and a viewer the server. Against a running server (docs/performance.md):
//   ./ecgstream run --patients 1000 &
//   cd bench/Browser && npm ci && node ward.mjs [--minutes 30] [--json FILE] [--save] [--url http://127.0.0.1:5080]
//     [--viewers 10] [--rounds 3] [--width 1920] [--height 1080]
// Software rendering (no GPU). Processor times are of processes and threads, so that a busy machine disturbs them little;
// frames and delays are of the clock, and stand beside the load average of their time.
import os from "node:os";
import { followAlarms } from "./alarms.mjs";
import { launch } from "./chromium.mjs";
import { ProcessTree } from "./processes.mjs";
import { costOfViewer, serverStats } from "./viewers.mjs";
import { option, quantile, report, round, say, seconds, spread, url } from "./options.mjs";
import { framesPerSecond, growth, mainThread, shownAlarms, tilesInSight } from "./page.mjs";

const minutes = Number(option("minutes", "30"));
const load = () => Number(os.loadavg()[0].toFixed(2));

const loadStart = load(), { patients } = await serverStats(url);
say(`${patients} patients at ${url}, load average ${loadStart}`);
const alarms = await followAlarms(url);
const viewer = await costOfViewer(url, Number(option("viewers", "10")), Number(option("rounds", "3")));
say(`server: ${viewer.cores.median.toFixed(4)} core a viewer`);

const browser = await launch();
const page = await browser.newPage({ viewport: { width: Number(option("width", "1920")), height: Number(option("height", "1080")) } });
await page.addInitScript(() => localStorage.setItem("ecgstream-hints", "read"));
await page.addInitScript(shownAlarms);
await page.goto(`${url}/?order=bed`);
await page.waitForSelector("html[data-live=yes]");
await seconds(20);

const chrome = await page.context().newCDPSession(page), tree = new ProcessTree(process.pid, "chrom");
const sample = await mainThread(chrome);
const inSight = await page.evaluate(tilesInSight), watchedFrom = Date.now(), each = [];
const heap = [await sample.heap()], begun = performance.now();
while (performance.now() - begun < minutes * 60_000) {
  const frames = await page.evaluate(framesPerSecond, 10_000); // apart from the rest: to count frames is to ask for them
  const [before, cpuBefore] = [await sample.read(), tree.cores()];
  await seconds(20);
  const [after, cpuAfter] = [await sample.read(), tree.cores()], time = after.at - before.at;
  each.push({
    load: load(), framesPerSecond: frames, busy: (after.tasks - before.tasks) / time, busyCpu: (after.thread - before.thread) / time,
    browserCores: (cpuAfter.cpu - cpuBefore.cpu) / (cpuAfter.at - cpuBefore.at)
  });
  heap.push(await sample.heap());
  say(`${(heap.at(-1).at / 60).toFixed(1)} min: ${frames.toFixed(1)} frames/s, main thread ${(each.at(-1).busy * 100).toFixed(0)} % (${(each.at(-1).busyCpu * 100).toFixed(0)} % processor), heap ${(heap.at(-1).bytes / 1e6).toFixed(2)} MB, load ${load()}`);
}
const watchedTo = Date.now();
await seconds(5); // for the last alarms to be painted
const shown = await page.evaluate(() => window.ecgShownAlarms);
await browser.close();
const delays = await alarms.delays(shown, watchedFrom, watchedTo);
await alarms.stop();

const figures = name => spread(each.map(one => one[name]));
const slope = growth(heap.slice(Math.min(2, heap.length - 2))); // the first minute fills caches
report("browser", {
  machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, chromium: browser.version(), loadStart, loadEnd: load(), loadMost: Math.max(...each.map(one => one.load)) },
  patients, tilesInSight: inSight, minutes,
  framesPerSecond: figures("framesPerSecond"), mainThreadBusy: figures("busy"), mainThreadProcessor: figures("busyCpu"), browserCores: figures("browserCores"),
  heap: { startMB: round(heap[0].bytes / 1e6, 2), endMB: round(heap.at(-1).bytes / 1e6, 2), growthMBIn30Minutes: round(slope * 1800 / 1e6, 2) },
  serverCoresOfViewer: { viewers: viewer.viewers, rounds: viewer.rounds, alone: round(viewer.alone), ...viewer.cores },
  alarmOnScreen: { alarms: delays.ms.length, byTheClock: delays.byTheClock, notShown: delays.notShown, p50Ms: round(quantile(delays.ms, .5), 0), p99Ms: round(quantile(delays.ms, .99), 0), mostMs: round(Math.max(...delays.ms), 0) }
});
process.exit(0);
