// The machine's Chromium, headless and without a GPU; nothing is downloaded, nothing but the page is asked for.
import { chromium } from "playwright-core";

export const launch = () => chromium.launch({
  executablePath: process.env.ECGSTREAM_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
});
