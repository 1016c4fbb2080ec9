// What the ward costs a browser, and the browser's viewer the server. Against a running server:
//   ./ecgstream run --patients 1000 &
//   cd bench/Browser && npm ci && node ward.mjs [--url http://127.0.0.1:5080] [--minutes 30] [--width 2560] [--height 1200]
// Software rendering (no GPU). Frames come from requestAnimationFrame, the main thread's share and the heap (after a forced
// collection) from Chromium's own metrics, the server's share from its processor time with and without this viewer.
import os from "node:os";
import { chromium } from "playwright-core";

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const url = option("url", "http://127.0.0.1:5080"), minutes = Number(option("minutes", "30"));
const seconds = n => new Promise(done => setTimeout(done, n * 1000));
const stats = async () => (await fetch(`${url}/api/stats`)).json();

async function coresOver(n) {
  const before = await stats();
  await seconds(n);
  const after = await stats();
  return (after.cpuSeconds - before.cpuSeconds) / (after.uptimeSeconds - before.uptimeSeconds);
}

const loadStart = os.loadavg()[0];
const coresAlone = await coresOver(30);
const browser = await chromium.launch({
  executablePath: process.env.ECGSTREAM_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
});
const page = await browser.newPage({ viewport: { width: Number(option("width", "1920")), height: Number(option("height", "1080")) } });
await page.addInitScript(() => localStorage.setItem("ecgstream-hints", "read"));
await page.goto(`${url}/?order=bed`);
await page.waitForSelector("html[data-live=yes]");
await seconds(20);

const chrome = await page.context().newCDPSession(page);
await chrome.send("Performance.enable");
const metrics = async () => Object.fromEntries((await chrome.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
const heap = async () => { await chrome.send("HeapProfiler.collectGarbage"); return (await metrics()).JSHeapUsedSize; };

const inSight = await page.evaluate(() => {
  const wall = document.querySelector(".wall").getBoundingClientRect();
  return [...document.querySelectorAll(".tile")].filter(tile => {
    const box = tile.getBoundingClientRect();
    return box.bottom > wall.top && box.top < wall.bottom;
  }).length;
});
const heapStart = await heap();
const before = await metrics();
const cores = coresOver(30);
const framesPerSecond = await page.evaluate(() => new Promise(done => {
  let frames = 0;
  const begin = performance.now();
  requestAnimationFrame(function frame(now) {
    frames++;
    if (now - begin < 30000) requestAnimationFrame(frame); else done(frames / (now - begin) * 1000);
  });
}));
const after = await metrics();
const coresWithViewer = await cores;
await seconds(minutes * 60);
const heapEnd = await heap();
const { patients } = await stats();
await browser.close();

console.log(JSON.stringify({
  machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, loadStart, loadEnd: os.loadavg()[0] },
  patients, tilesInSight: inSight, framesPerSecond, mainThreadBusy: (after.TaskDuration - before.TaskDuration) / (after.Timestamp - before.Timestamp),
  heapStartMB: heapStart / 1e6, heapGrowthMB: (heapEnd - heapStart) / 1e6, minutes, serverCoresAlone: coresAlone, serverCoresOfViewer: coresWithViewer - coresAlone
}, null, 2));
