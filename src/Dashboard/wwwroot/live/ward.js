// What this browser knows of the ward: one connection to /hubs/monitor a page load, and the newest word on every patient
// and open alarm, for whatever draws them. Nothing here goes back to the server but alarms (LiveLink.razor.js).
const staleAfterMs = 5000;    // no word on a patient for this long: statuses are promised every second
const silentAfterMs = 6000;   // no word at all
const watchAfterMs = 120;     // tiles scroll by faster than anybody reads them: traces are asked for when they rest
const mostTraces = 200;       // the hub's bound on patients of one viewer is 256

const listeners = { ward: new Set(), alarms: new Set(), trace: new Set(), joined: new Set() };
const patients = new Map();
const alarms = new Map();
const ended = new Map(); // the last ends of alarms, so that an older word does not bring one back
const mostEnded = 1000;
const heard = { at: 0, serverAhead: 0, newest: 0 };
const watchers = new Map();
let watched = new Set();
let connection = null, joined = false, stopped = false, hubUrl = "", cursor = () => 0;
let watchTimer = 0;

const tell = (what, ...words) => { for (const listener of listeners[what]) listener(...words); };
const backoff = n => Math.min(250 * 2 ** Math.min(n, 10), 5000);

export const ward = {
  patients,
  alarms,
  get joined() { return joined; },

  /** Calls back on "ward" (statuses changed), "alarms" (records), "trace" (beats), "joined"; returns how to stop. */
  on(what, listener) {
    listeners[what].add(listener);
    return () => listeners[what].delete(listener);
  },

  /** Server time as this browser knows it, in ms: the clocks of the two need not agree. */
  now: () => Date.now() + heard.serverAhead,

  /** Since when a patient's figures are not live (ms of server time), or null while they are. */
  staleSince(patient) {
    if (patient.live && this.now() - Date.parse(patient.updatedAt) <= staleAfterMs) return null;
    return Date.parse(patient.lastBeatAt ?? patient.updatedAt);
  },

  /** The most urgent open alarm of each patient who has one, by id. */
  topAlarms() {
    const tops = new Map();
    for (const alarm of alarms.values()) {
      const top = tops.get(alarm.patientId);
      if (!top || byUrgency(alarm, top) < 0) tops.set(alarm.patientId, alarm);
    }
    return tops;
  },

  /** Asks for the traces of these patients on behalf of somebody; an empty list ends it. */
  watch(who, ids) {
    if (ids.length) watchers.set(who, ids.slice(0, mostTraces)); else watchers.delete(who);
    clearTimeout(watchTimer);
    watchTimer = setTimeout(follow, watchAfterMs);
  },

  /** Takes a snapshot from the page: who is admitted, and what is open. */
  snapshot(ids, open) {
    const present = new Set(ids);
    for (const id of patients.keys()) if (!present.has(id)) patients.delete(id);
    const known = new Set(open.map(alarm => alarm.id));
    for (const alarm of alarms.values()) if (!known.has(alarm.id) && alarm.cursor != null) alarms.delete(alarm.id);
    take(open);
    tell("ward");
  },

  /** Connects and stays connected until stopped. `resume` tells the cursor after which alarms are missing. */
  start(url, resume) {
    stopped = false;
    hubUrl = url;
    cursor = resume;
    connection = build();
    connect();
  },

  stop() {
    stopped = true;
    joined = false;
    connection?.stop();
    ecgConnection.back("hub");
    ecgConnection.back("data");
  }
};

const callRank = alarm => ({ Active: 2, Latched: 1 })[alarm.state] ?? 0;

/**
 * Sorts the most urgent alarm first: present and unacknowledged, then latched, then acknowledged; among these the higher priority,
 * then the newer. AlarmOrder.cs sorts the same way.
 */
export const byUrgency = (a, b) => callRank(b) - callRank(a) || rank(b) - rank(a) || Date.parse(b.raisedAt) - Date.parse(a.raisedAt);

/** The higher the priority, the larger; 0 for an event. */
export const rank = alarm => ({ High: 3, Medium: 2, Low: 1 })[alarm.priority] ?? 0;

/** True while an alarm calls for somebody. */
export const calls = alarm => alarm.state === "Active" || alarm.state === "Latched";

function build() {
  const made = new signalR.HubConnectionBuilder()
    .withUrl(hubUrl)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: retry => backoff(retry.previousRetryCount) })
    .configureLogging(signalR.LogLevel.None)
    .build();
  made.on("Alarm", batch => { heard.at = Date.now(); const some = [batch].flat(); take(some); tell("alarms", some); });
  made.on("Status", batch => takeStatuses([batch].flat()));
  made.on("Trace", batch => { heard.at = Date.now(); tell("trace", [batch].flat()); });
  made.onreconnecting(lost);
  made.onreconnected(join);
  made.onclose(() => { if (!stopped) { lost(); connect(); } });
  return made;
}

function takeStatuses(batch) {
  heard.at = Date.now();
  for (const status of batch) {
    patients.set(status.patientId, status);
    const updated = Date.parse(status.updatedAt);
    if (updated > heard.newest) heard.newest = updated;
  }
  if (batch.length && heard.newest > 0) heard.serverAhead = Math.max(heard.newest - heard.at, heard.serverAhead - 1000);
  tell("ward");
}

/** The newer word on an alarm wins, in whatever order they come. */
function take(changes) {
  for (const alarm of changes) {
    if (alarm.priority === "Event") continue;
    const known = alarms.get(alarm.id) ?? ended.get(alarm.id);
    if (known && isOlder(alarm, known)) continue;
    if (alarm.state === "Cleared") {
      alarms.delete(alarm.id);
      ended.set(alarm.id, alarm);
      if (ended.size > mostEnded) ended.delete(ended.keys().next().value);
    } else {
      ended.delete(alarm.id);
      alarms.set(alarm.id, alarm);
    }
  }
}

const isOlder = (alarm, known) => alarm.cursor != null && known.cursor != null
  ? alarm.cursor < known.cursor
  : Date.parse(alarm.changedAt) < Date.parse(known.changedAt);

/** A beat of a trace as it is drawn: samples in z-score units. */
export function traceBeat(beat) {
  const bytes = Uint8Array.from(atob(beat.samples), c => c.charCodeAt(0));
  const samples = Float32Array.from(new Int16Array(bytes.buffer), unit => unit / 1000);
  return { beat: beat.beat, rrMs: beat.rrMs, startTime: beat.startTime, cls: classNumber(beat.class), samples };
}

/** What people call the classes, by what the hub calls them, in the order of the data set's numbers. */
export const classNames = {
  Unknown: "no verdict", Normal: "Normal", ROnTPvc: "R-on-T PVC", Pvc: "PVC", SupraventricularEctopic: "SP/EB", Unclassified: "UB"
};
export const classNumber = name => Math.max(0, Object.keys(classNames).indexOf(name));

function lost() {
  joined = false;
  watched = new Set();
  document.documentElement.dataset.live = "no";
  ecgConnection.lost("hub");
}

async function connect() {
  for (let n = 0; !stopped; n++) {
    try {
      await connection.start();
      return await join();
    } catch {
      lost();
      await new Promise(done => setTimeout(done, backoff(n)));
    }
  }
}

async function join() {
  try {
    await connection.invoke("JoinAlarms", cursor());
    await connection.invoke("JoinStatus");
    joined = true;
    heard.at = Date.now();
    ecgConnection.back("hub");
    document.documentElement.dataset.live = "yes";
    tell("joined");
    await follow();
  } catch {
    // A half-joined connection is none: onclose starts again.
    if (!stopped && !joined) setTimeout(() => connection.stop(), 1000);
  }
}

/** Brings what the hub sends in line with what is looked at. */
async function follow() {
  const wanted = new Set([...watchers.values()].flat().slice(0, mostTraces));
  if (!joined) return;
  const add = [...wanted].filter(id => !watched.has(id)), drop = [...watched].filter(id => !wanted.has(id));
  watched = wanted;
  try {
    if (drop.length) await connection.invoke("LeaveTrace", drop);
    if (add.length) await connection.invoke("JoinTrace", add);
  } catch { watched = new Set(); /* the connection broke: join() asks again */ }
}

setInterval(() => {
  if (joined && Date.now() - heard.at > silentAfterMs) ecgConnection.lost("data", heard.at);
  else if (joined) ecgConnection.back("data");
}, 500);
