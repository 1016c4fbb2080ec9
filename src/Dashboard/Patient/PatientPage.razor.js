// The live half of a patient's page: figures, the large trace, trends and the strip of alarms and events.
import { ward, classNames, classNumber, traceBeat } from "../live/ward.js";
import { sweep } from "../live/sweep.js";
import { axis, chart } from "../charts/chart.js";
import { colour } from "../charts/colours.js";

const trendEveryMs = 20000;

export function start(page, id, hours) {
  const live = Object.fromEntries([...page.querySelectorAll("[data-live]")].map(node => [node.dataset.live, node]));
  const trend = Object.fromEntries([...page.querySelectorAll("[data-trend]")].map(node => [node.dataset.trend, node]));
  const canvas = page.querySelector("canvas");
  const seconds = () => canvas.clientWidth > 900 ? 12 : canvas.clientWidth > 500 ? 8 : 4;
  const trace = sweep(canvas, seconds(), true);
  const rate = chart(trend.rate, 130, () => ({
    ...plain(), scales: { x: { range: wholeTime } }, axes: [axis({ size: 26, values: clockTicks }), axis({ size: 34 })],
    series: [{}, { label: "slowest", stroke: "transparent", points: { show: false } }, { label: "fastest", stroke: "transparent", points: { show: false } },
      { label: "rate", stroke: colour("--rate"), width: 1.8, points: { show: points.length < 3 } }],
    bands: [{ series: [2, 1], fill: colour("--rate-band") }]
  }));
  const classes = chart(trend.classes, 120, () => ({
    ...plain(), axes: [axis({ size: 26, values: clockTicks }), axis({ size: 34 })],
    scales: { x: { range: wholeTime }, y: { range: (_, low, high) => [0, Math.max(5, high)] } },
    series: [{}, ...[2, 3, 4, 5].map(n => ({ label: Object.values(classNames)[n], stroke: colour(`--class-${n}`), width: 1.6, points: { show: points.length < 3 } }))]
  }));
  const wholeTime = () => [ward.now() / 1000 - hours * 3600, ward.now() / 1000];
  const recent = new Map(); // signals of the last beats: history keeps only those around abnormal ones
  let points = [], stopped = false;

  const offs = [
    ward.on("ward", show),
    ward.on("trace", beats => {
      const mine = beats.filter(beat => beat.patientId === id).map(traceBeat);
      trace.push(mine);
      for (const beat of mine) recent.set(beat.beat, beat.samples);
      while (recent.size > 60) recent.delete(recent.keys().next().value);
    })
  ];

  function show() {
    const patient = ward.patients.get(id);
    if (!patient) { put("state", ward.joined ? "This patient is not admitted." : ""); return; }
    const stale = ward.staleSince(patient), cls = classNumber(patient.lastClass);
    put("rate", patient.heartRate == null ? "–" : String(Math.round(patient.heartRate)));
    put("class", patient.beats === 0 ? "–" : classNames[patient.lastClass]);
    live.class.className = `beat-class class-${cls}`;
    put("probability", cls === 0 ? "last beat" : `last beat, ${patient.lastProbability.toFixed(2)}`);
    put("score", cls === 0 ? "–" : patient.anomalyScore.toFixed(2));
    live.score.classList.toggle("over", patient.anomalyScore > 1);
    put("beats", patient.beats.toLocaleString("en"));
    const pause = patient.audioPause && Date.parse(patient.audioPause.until) > ward.now() ? patient.audioPause : null;
    put("state", stale ? `No live signal since ${new Date(stale).toLocaleTimeString("sv")}.`
      : pause ? `Audio paused until ${new Date(pause.until).toLocaleTimeString("sv")} by ${pause.by}.` : "");
    page.classList.toggle("stale", !!stale);
  }

  function put(name, text) { if (live[name].textContent !== text) live[name].textContent = text; }

  async function load() {
    const now = ward.now(), from = new Date(now - hours * 3600e3).toISOString();
    const resolution = hours > 6 ? "Hour" : "Minute";
    try {
      const [answer, alarms] = await Promise.all([
        get(`api/patients/${id}/trend?from=${encodeURIComponent(from)}&to=${encodeURIComponent(new Date(now + 60000).toISOString())}&resolution=${resolution}`),
        get(`api/alarms?patient=${id}&from=${encodeURIComponent(from)}&limit=1000`)
      ]);
      if (stopped) return;
      points = withGaps(answer.points, resolution === "Hour" ? 3600e3 : 60e3);
      draw();
      strip(alarms.items.filter(alarm => Date.parse(alarm.onsetAt) >= now - hours * 3600e3), now);
      trend.note.textContent = points.length === 0 ? "No beats are stored in this time." : "";
    } catch (fault) {
      if (!stopped) trend.note.textContent = `Trends cannot be read: ${fault.message}`;
    }
  }

  function draw() {
    if (points.length === 0) { rate.set(null); classes.set(null); return; }
    const at = points.map(point => Date.parse(point.start) / 1000);
    rate.set([at, points.map(p => p.heartRateLeast ?? p.heartRate), points.map(p => p.heartRateMost ?? p.heartRate), points.map(p => p.heartRate)], true);
    const share = name => points.map(p => p.beats ? 100 * p.classes[name] / p.beats : null);
    classes.set([at, share("rOnTPvc"), share("pvc"), share("supraventricularEctopic"), share("unclassified")], true);
  }

  function strip(alarms, now) {
    const from = now - hours * 3600e3;
    trend.events.replaceChildren(...alarms.map(alarm => {
      const link = document.createElement("a");
      link.className = `event ${alarm.priority.toLowerCase()}`;
      link.style.left = `${(Date.parse(alarm.onsetAt) - from) / (now - from) * 100}%`;
      link.href = `patients/${id}?beat=${alarm.onsetBeat}`;
      link.title = link.ariaLabel = `${new Date(alarm.onsetAt).toLocaleTimeString("sv")} ${alarm.text}`;
      return link;
    }));
  }

  ward.watch(page, [id]);
  show();
  load();
  const timer = setInterval(load, trendEveryMs), ticking = setInterval(show, 1000);
  return {
    /** The signal of one of the last beats, or null. */
    samplesOf(beat) { return recent.has(beat) ? [...recent.get(beat)] : null; },
    range(next) { hours = next; load(); },
    stop() {
      stopped = true;
      clearInterval(timer);
      clearInterval(ticking);
      for (const off of offs) off();
      ward.watch(page, []);
      trace.stop();
      rate.stop();
      classes.stop();
    }
  };
}

/** Nothing is drawn where nothing is stored: a curve must not bridge an hour without beats. */
const withGaps = (points, stepMs) => points.flatMap((point, i) => {
  const before = i && Date.parse(points[i - 1].start);
  const gap = { start: new Date(before + stepMs).toISOString(), beats: 0, heartRate: null, heartRateLeast: null, heartRateMost: null };
  return before && Date.parse(point.start) - before > 1.5 * stepMs ? [gap, point] : [point];
});

const plain = () => ({ legend: { show: false }, cursor: { drag: { x: false, y: false } } });
const clockTicks = (_, at) => at.map(s => new Date(s * 1000).toLocaleTimeString("sv", { hour: "2-digit", minute: "2-digit" }));

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(answer.status === 404 ? "this server keeps none" : `status ${answer.status}`);
  return answer.json();
}
