// Command line, results and arithmetic that the programs of this folder share.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const from = relative => fileURLToPath(new URL(relative, import.meta.url));

/** Value of --name VALUE, or what it is without. */
export const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};

/** Address of the running server. */
export const url = option("url", "http://127.0.0.1:5080");

/** The repository's folder `docs/screenshots`, or --out. */
export const screenshotFolder = () => path.resolve(option("out", from("../../docs/screenshots")));

export const say = line => process.stderr.write(`${line}\n`);

export const seconds = n => new Promise(done => setTimeout(done, n * 1000));

/** The value that this share (0…1) of the values does not exceed. */
export function quantile(values, share) {
  const order = values.toSorted((a, b) => a - b);
  return order[Math.max(0, Math.ceil(share * order.length) - 1)];
}

/** A rounded number for JSON; null when there is none. */
export const round = (value, digits = 3) => value == null || !Number.isFinite(value) ? null : Number(value.toFixed(digits));

export const spread = (values, digits = 3) =>
  ({ min: round(Math.min(...values), digits), median: round(quantile(values, .5), digits), max: round(Math.max(...values), digits) });

/** Prints a result; --json FILE writes it too, --save writes bench/results/DATE-SECTION.json in place of an older one. */
export function report(section, result) {
  const text = JSON.stringify(result, null, 2) + "\n", folder = from("../results");
  process.stdout.write(text);
  if (option("json")) fs.writeFileSync(option("json"), text);
  if (!process.argv.includes("--save")) return;
  for (const file of fs.readdirSync(folder)) if (/^\d{4}-\d\d-\d\d-/.test(file) && file.slice(11) === `${section}.json`) fs.rmSync(path.join(folder, file));
  fs.writeFileSync(path.join(folder, `${new Date().toISOString().slice(0, 10)}-${section}.json`), text);
}
