// Live traces: every canvas of the page is drawn by one loop. Beats are drawn as beats: each over its own RR interval, in
// the colour of its class, never joined to the next one (the signal jumps between them), and nothing where none came.
import { classColours, onTheme } from "../charts/colours.js";

const frameMs = 33;        // 30 frames a second: more cannot be seen at these sweep speeds
const screenMs = 16;       // between two frames of a common screen
const bufferMs = 900;      // signal kept in hand, so that a late message does not make the pen stutter
const blankAfterMs = 1200; // with nothing to draw the pen waits this long, then moves on over an empty line
const gapPx = 14;          // wiped ahead of the pen
const low = -5.6, high = 3.6; // z-score units shown: 99 % of ECG5000 beats lie between

const traces = new Set();
const quiet = matchMedia("(prefers-reduced-motion: reduce)");
let colours = {}, last = 0, running = false;

/** Draws a patient's trace on a canvas. @param seconds width of a sweep. */
export function sweep(canvas, seconds, labels = false) {
  const trace = new Trace(canvas, seconds * 1000, labels);
  traces.add(trace);
  if (!running) { running = true; requestAnimationFrame(loop); }
  return trace;
}

class Trace {
  constructor(canvas, windowMs, labels) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.windowMs = windowMs;
    this.labels = labels;
    this.clock = 0;       // where the pen is, ms since the trace began
    this.idle = 0;
    this.queue = [];      // beats not begun
    this.shown = [];      // beats in the window: { at, rr, samples, colour, drawn }
    this.next = -1;       // beat number expected next
    this.resizer = new ResizeObserver(() => this.fit());
    this.resizer.observe(canvas);
  }

  push(beats) {
    for (const beat of beats) {
      if (beat.beat < this.next) continue; // sent twice
      this.queue.push(beat);
      this.next = beat.beat + 1;
    }
    // After a pause of the page (a hidden tab) the past is of no interest.
    while (this.ahead() > this.windowMs * 2) this.queue.shift();
  }

  stop() {
    traces.delete(this);
    this.resizer.disconnect();
  }

  ahead() {
    const current = this.shown.at(-1);
    let ms = current ? Math.max(0, current.at + current.rr - this.clock) : 0;
    for (const beat of this.queue) ms += beat.rrMs;
    return ms;
  }

  fit() {
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const width = this.canvas.clientWidth, height = this.canvas.clientHeight;
    if (!width || !height) return;
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.lineWidth = this.labels ? 1.8 : 1.4 * Math.max(1, height / 75);
    this.context.lineJoin = "round";
    this.context.font = "600 12px system-ui, sans-serif";
    this.redraw();
  }

  redraw() {
    if (!this.width) return;
    this.context.clearRect(0, 0, this.width, this.height);
    const from = this.clock - this.windowMs + gapPx * this.windowMs / this.width;
    for (const beat of this.shown) {
      beat.drawn = Math.max(0, (from - beat.at) / beat.rr * beat.samples.length);
      this.draw(beat);
    }
  }

  step(ms) {
    if (!this.width) return;
    const ahead = this.ahead();
    if (ahead === 0) {
      this.idle += ms;
      if (this.idle > blankAfterMs && this.shown.length) this.move(ms);
      return;
    }
    this.idle = 0;
    // Faster when much has gathered (a simulation may run faster than life), a little slower when little has.
    const rate = ahead > 4 * bufferMs ? ahead / bufferMs / 2 : Math.min(1.25, Math.max(.85, 1 + (ahead - bufferMs) / 4000));
    this.move(Math.min(ms * rate, ahead));
  }

  move(ms) {
    const before = this.clock;
    this.clock += ms;
    const width = ms / this.windowMs * this.width + gapPx, x = this.x(before);
    const whole = width >= this.width; // a browser with little time: one lap must not be drawn upon the other
    if (!whole) {
      this.context.clearRect(x, 0, width, this.height);
      if (x + width > this.width) this.context.clearRect(0, 0, x + width - this.width, this.height);
    }
    for (;;) {
      const current = this.shown.at(-1);
      if (current && !whole) this.draw(current);
      const end = current ? current.at + current.rr : before;
      if (this.clock < end || !this.queue.length) break;
      const beat = this.queue.shift();
      this.shown.push({ at: Math.max(end, before), rr: beat.rrMs, samples: beat.samples, cls: beat.cls, beat: beat.beat, drawn: 0 });
    }
    while (this.shown.length > 1 && this.shown[0].at + this.shown[0].rr < this.clock - this.windowMs) this.shown.shift();
    if (whole) this.redraw();
  }

  x(at) { return at % this.windowMs / this.windowMs * this.width; }

  /** Draws what has become visible of a beat. */
  draw(beat) {
    const n = beat.samples.length, stepMs = beat.rr / n;
    const until = Math.min(n - 1, (this.clock - beat.at) / stepMs);
    if (until <= beat.drawn && beat.drawn > 0) return;
    const context = this.context;
    context.strokeStyle = context.fillStyle = colours[beat.cls] ?? colours[0];
    context.beginPath();
    let first = true, before = -1;
    for (let i = Math.floor(beat.drawn); i <= until; i++) {
      const x = this.x(beat.at + i * stepMs), y = (high - beat.samples[i]) / (high - low) * this.height;
      if (first || x < before) context.moveTo(x, y); else context.lineTo(x, y);
      first = false;
      before = x;
    }
    context.stroke();
    // At the end of the beat, when the pen's gap has passed over its beginning.
    const width = this.x(beat.at + (n - 1) * stepMs) - this.x(beat.at); // negative where the sweep begins anew
    if (this.labels && beat.cls !== 1 && until >= n - 1 && width > 0)
      context.fillText(["?", "", "R-on-T", "PVC", "SP/EB", "UB"][beat.cls], this.x(beat.at) + 2, 14, width - 4);
    beat.drawn = Math.floor(until);
  }
}

function loop(now) {
  if (traces.size === 0) { running = false; return; }
  const wait = quiet.matches ? 1000 : frameMs;
  if (now - last < wait - 4) { requestAnimationFrame(loop); return; }
  setTimeout(() => requestAnimationFrame(loop), wait - screenMs); // a frame that is asked for costs, drawn upon or not
  const ms = Math.min(now - last, 2000);
  last = now;
  if (document.hidden) return;
  for (const trace of traces) trace.step(ms);
}

function readColours() {
  colours = classColours();
  for (const trace of traces) trace.redraw();
}
readColours();
onTheme(readColours);
