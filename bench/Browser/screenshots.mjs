// Pictures of every page for docs/screenshots, of a running ward: light and dark, desktop and phone, and a wall of 4K.
//   ./ecgstream run --patients 60 &        some minutes, so that trends and history have something to show
//   cd bench/Browser && npm ci && node screenshots.mjs [--out ../../docs/screenshots] [--url http://127.0.0.1:5080] [--only ward,alarms]
// Pages that scroll are taken at their full height. pngquant (Debian's) makes the files small.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { launch } from "./chromium.mjs";
import { option, say, screenshotFolder, seconds, url } from "./options.mjs";

const only = option("only")?.split(","), out = screenshotFolder();
const most = 4000; // px: no page is longer
const get = async what => (await fetch(`${url}/api/${what}`)).json();

const screens = [
  { name: "", width: 1440, height: 900 },
  { name: "-phone", width: 360, height: 740 },
  { name: "-wall", width: 3840, height: 2160, pages: ["ward"] }
];
const pages = {
  ward: { path: "", ready: ".tile .rate b", settle: 7 }, // a sweep and more
  patient: { path: await abnormalBeat(), ready: ".beat-plot canvas", settle: 14 },
  alarms: { path: "alarms", ready: "[data-row]" },
  classify: { path: "classify", ready: ".drop", act: classify },
  models: { path: "models", ready: ".confusion" },
  system: { path: "system", ready: ".u-over", settle: 45 }, // its charts begin when it is opened
  help: { path: "help", ready: "kbd" }
};

/** An abnormal beat of a patient with alarms, as a link in an alarm opens it. */
async function abnormalBeat() {
  for (const alarm of (await get("alarms?limit=1000")).items.reverse()) {
    if (alarm.rule !== "ventricular-run") continue;
    const beat = await get(`patients/${alarm.patientId}/beats/${alarm.onsetBeat}`);
    if (beat.waveform) return `patients/${alarm.patientId}?beat=${alarm.onsetBeat}`;
  }
  throw new Error("No ventricular run with its signal is stored yet: let the ward run longer.");
}

/** A file of test beats with two rows that cannot be read, and one of its beats opened. */
async function classify(page) {
  const rows = [];
  for (let n = 0; n < 25; n++) {
    const { samples } = await get(`classify/test-beat?class=${n % 5 + 1}`);
    rows.push([...samples, n % 5 + 1].join(","));
  }
  rows.splice(6, 0, "0.1,0.2,0.3,1");
  rows.splice(15, 0, rows[2].replace(/^[^,]+/, "high"));
  const head = ["@relation beats", ...Array.from({ length: 140 }, (_, i) => `@attribute a${i} numeric`), "@attribute class {1,2,3,4,5}", "@data"];
  await page.setInputFiles("[data-file]", { name: "ward-3.arff", mimeType: "text/plain", buffer: Buffer.from([...head, ...rows].join("\n")) });
  await page.waitForSelector("[data-testid=row-errors] li");
  await page.click("[data-testid=results] .link >> nth=1");
  await page.waitForFunction(() => /^Line /.test(document.querySelector("#answer-title").textContent) && document.querySelector("[data-testid=answer] canvas"));
}

async function take(browser, screen, theme, name) {
  const context = await browser.newContext({ viewport: { width: screen.width, height: screen.height }, colorScheme: theme, locale: "en-GB" });
  context.setDefaultTimeout(120_000); // a wall of 4K without a GPU, on a machine that does much else
  await context.addInitScript(() => localStorage.setItem("ecgstream-hints", "read"));
  const page = await context.newPage(), { path: at, ready, settle = 2, act } = pages[name];
  await page.goto(`${url}/${at}`);
  await page.waitForSelector("html[data-live=yes]");
  await page.waitForSelector(ready);
  await act?.(page);
  // The page scrolls in its frame: the frame is made as high as what is in it, which may grow with it.
  const hidden = () => page.evaluate(() => { const frame = document.querySelector(".content"); return frame.scrollHeight - frame.clientHeight; });
  for (let more, height = screen.height; height < most && (more = await hidden()) > 0;)
    await page.setViewportSize({ width: screen.width, height: height = Math.min(most, height + more) });
  await seconds(settle);
  const file = path.join(out, `${name}${screen.name}-${theme}.png`);
  await page.screenshot({ path: file, animations: "disabled" });
  await context.close();
  execFileSync("pngquant", ["--force", "--skip-if-larger", "--ext", ".png", "--speed", "3", "--strip", "--", file], { stdio: "inherit" });
  say(`${path.basename(file)}: ${Math.round(fs.statSync(file).size / 1000)} kB`);
}

/** A ward where somebody is at work: all but the newest alarms are acknowledged. */
async function acknowledgeOld() {
  for (const alarm of [...(await get("alarms?state=Latched&limit=1000")).items, ...(await get("alarms?state=Active&limit=1000")).items].reverse().slice(8))
    await fetch(`${url}/api/alarms/${encodeURIComponent(alarm.id)}/acknowledge`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ by: "M. Keller" }) });
}

fs.mkdirSync(out, { recursive: true });
await acknowledgeOld();
const browser = await launch();
for (const name of only ?? Object.keys(pages))
  // Both themes at a time: what takes long is to wait for the pens.
  for (const screen of screens.filter(one => !one.pages || one.pages.includes(name)))
    await Promise.all(["dark", "light"].map(theme => take(browser, screen, theme, name)));
await browser.close();
