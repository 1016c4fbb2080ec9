// The wall of tiles. Only tiles in sight exist: a ward of a thousand costs no more than a screen of it. Positions come
// from arithmetic, so nothing is measured while it scrolls.
import { ward, calls, classNames, classNumber, traceBeat } from "../live/ward.js";
import { sweep } from "../live/sweep.js";
import { filters, select } from "../live/order.js";
import { plan } from "../live/room.js";

const readEveryMs = 500;
const stars = { High: "***", Medium: "**", Low: "*" };
const shapes = {
  High: "M8 1.2 15.4 14.6H.6Z", Medium: "M8 .8 15.2 8 8 15.2.8 8Z", Low: "M8 1.600a6.400 6.400 0 1 0 0 12.800 6.400 6.400 0 0 0 0-12.800Z"
};

export function start(page, wall, counts, options) {
  const tiles = new Map();
  const inner = wall.firstElementChild;
  let shown = [], seen = new Map(), drawn = "", laid = "", room = plan(options.density, 0, 0, 0), focused = null, dirty = true, readAt = 0;

  function read() {
    [dirty, readAt] = [false, performance.now()];
    seen = new Map();
    const alarmOf = ward.topAlarms();
    for (const patient of ward.patients.values())
      seen.set(patient.patientId, { patient, alarm: alarmOf.get(patient.patientId), stale: ward.staleSince(patient) });
    shown = select([...seen.values()], options);
    count();
    lay();
  }

  function lay() {
    if (!wall.clientWidth) return;
    room = plan(options.density, wall.clientWidth, wall.clientHeight, seen.size);
    const { columns, between, width, height } = room, rowHeight = height + between, rows = Math.ceil(shown.length / columns);
    const sizes = `--unit: ${room.unit}px; --height: ${height}px; height: ${rows * rowHeight + between}px`;
    if (laid !== sizes) inner.style.cssText = laid = sizes;
    const first = Math.max(0, Math.floor(wall.scrollTop / rowHeight) - 1) * columns;
    const last = Math.min(shown.length, (Math.ceil((wall.scrollTop + wall.clientHeight) / rowHeight) + 1) * columns);
    const inSight = new Set();
    const watched = [];
    const places = Array.from({ length: Math.max(0, last - first) }, (_, n) => first + n);
    // The tile that has the focus stays, wherever the order takes it: nobody loses the place.
    const hadFocus = inner.contains(document.activeElement);
    const held = hadFocus ? shown.findIndex(one => one.patient.patientId === focused) : -1;
    if (held >= last) places.push(held);
    else if (held >= 0 && held < first) places.unshift(held);
    for (const i of places) {
      const { patient } = shown[i], row = Math.floor(i / columns);
      inSight.add(patient.patientId);
      const top = between + row * rowHeight;
      const tile = tiles.get(patient.patientId) ?? add(patient.patientId);
      place(tile, i, between + (i % columns) * (width + between), top);
      fill(tile, shown[i]);
      if (top + height > wall.scrollTop && top < wall.scrollTop + wall.clientHeight && !document.hidden) watched.push(patient.patientId);
    }
    for (const [id, tile] of tiles) if (!inSight.has(id)) remove(id, tile);
    // In document order, for keyboard and screen reader; only when it has changed.
    const order = [...inSight].join(" ");
    if (order !== drawn) {
      drawn = order;
      for (const id of inSight) inner.append(tiles.get(id).item);
    }
    if (!tiles.has(focused)) focused = shown[first]?.patient.patientId;
    if (hadFocus && !inner.contains(document.activeElement)) tiles.get(focused)?.link.focus({ preventScroll: true });
    for (const [id, tile] of tiles) say(tile, "tab", id === focused ? 0 : -1, index => { tile.link.tabIndex = index; });
    ward.watch(wall, watched);
    inner.classList.toggle("none", shown.length === 0);
  }

  function add(id) {
    const item = document.createElement("div");
    item.role = "listitem";
    item.className = "tile-place";
    item.innerHTML = `<a class="tile" href="patients/${encodeURIComponent(id)}">
      <span class="bed"></span><span class="id"></span><span class="alarm"><svg viewBox="0 0 16 16" aria-hidden="true"><path/></svg><b class="stars" aria-hidden="true"></b><span class="text"></span></span>
      <canvas aria-hidden="true"></canvas>
      <span class="rate"><b></b><i>/min</i></span>
      <span class="beat"><span class="class"></span> <span class="p"></span></span>
      <span class="anomaly"><span class="bar"></span><span class="score"></span></span><span class="since"></span></a>`;
    const find = selector => item.querySelector(selector);
    const tile = {
      item, id, link: find(".tile"), bed: find(".bed"), name: find(".id"), alarm: find(".alarm"), path: find("path"), stars: find(".stars"), text: find(".text"),
      rate: find(".rate b"), cls: find(".class"), p: find(".p"), bar: find(".bar"), score: find(".score"), since: find(".since"), said: {}
    };
    tile.link.dataset.patient = id;
    tile.trace = sweep(find("canvas"), room.seconds);
    tiles.set(id, tile);
    return tile;
  }

  function remove(id, tile) {
    tile.trace.stop();
    tile.item.remove();
    tiles.delete(id);
  }

  function place(tile, index, x, y) {
    const where = `translate(${x}px,${y}px)`;
    if (tile.said.where !== where) tile.item.style.transform = tile.said.where = where;
    say(tile, "width", room.width, width => { tile.item.style.width = `${width}px`; });
    say(tile, "index", index, () => { tile.item.ariaPosInSet = index + 1; });
    say(tile, "count", shown.length, () => { tile.item.ariaSetSize = shown.length; });
  }

  function fill(tile, { patient, alarm, stale }) {
    const cls = classNumber(patient.lastClass);
    put(tile, "bed", patient.bed ?? patient.patientId);
    put(tile, "name", patient.bed ? patient.patientId : "");
    put(tile, "rate", patient.heartRate == null ? "–" : String(Math.round(patient.heartRate)));
    put(tile, "cls", patient.beats === 0 ? "no beat yet" : classNames[patient.lastClass] ?? "no verdict");
    put(tile, "p", cls === 0 ? "" : patient.lastProbability.toFixed(2));
    put(tile, "score", cls === 0 ? "–" : patient.anomalyScore.toFixed(2));
    put(tile, "text", alarm ? sentence(alarm.text) + (alarm.state === "Latched" ? " (latched)" : "") : "");
    put(tile, "stars", alarm ? stars[alarm.priority] : "");
    put(tile, "since", stale ? `no live signal since ${clock(stale)}` : "");
    say(tile, "shape", alarm?.priority, () => tile.path.setAttribute("d", shapes[alarm?.priority] ?? ""));
    say(tile, "fill", Math.min(patient.anomalyScore / 2, 1).toFixed(2), fill => tile.bar.style.setProperty("--fill", fill));
    const look = `tile class-${cls} ${alarm ? `alarm-${alarm.priority.toLowerCase()} ${calls(alarm) ? "calls" : ""}` : ""} ${stale ? "stale" : ""} ${patient.anomalyScore >= 1 && cls > 0 ? "odd" : ""}`;
    say(tile, "look", look, () => { tile.link.className = look; });
    say(tile, "says", alarm?.priority ?? "", priority => { tile.alarm.title = priority ? `${priority} priority${calls(alarm) ? ", not acknowledged" : ""}` : ""; });
  }

  function say(tile, what, value, then) {
    if (tile.said[what] === value) return;
    tile.said[what] = value;
    then(value);
  }

  const put = (tile, what, value) => say(tile, what, value, () => { tile[what].textContent = value; });

  function count() {
    const all = [...seen.values()];
    const live = all.filter(one => !one.stale);
    const figures = {
      "": all.length,
      high: 0, medium: 0, low: 0, waiting: 0, abnormal: 0, stale: 0,
      beats: Math.round(live.reduce((sum, one) => sum + (one.patient.heartRate ?? 0), 0))
    };
    for (const name of Object.keys(filters)) figures[name] = all.filter(filters[name]).length;
    for (const node of counts.querySelectorAll("[data-count]")) {
      const value = figures[node.dataset.count].toLocaleString("en");
      const figure = node.querySelector("b");
      if (figure.textContent !== value) figure.textContent = value;
      node.classList.toggle("some", value !== "0");
    }
  }

  const onScroll = () => lay();
  const onKey = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: room.columns, ArrowUp: -room.columns, Home: -1e9, End: 1e9 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const at = shown.findIndex(one => one.patient.patientId === focused);
    const to = Math.min(shown.length - 1, Math.max(0, at + step));
    focused = shown[to]?.patient.patientId;
    const { columns, height, between } = room, top = Math.floor(to / columns) * (height + between);
    if (top < wall.scrollTop) wall.scrollTop = top;
    else if (top + height + between * 2 > wall.scrollTop + wall.clientHeight) wall.scrollTop = top + height + between * 2 - wall.clientHeight;
    lay();
    tiles.get(focused)?.link.focus({ preventScroll: true });
  };
  const onFocus = event => { focused = event.target.dataset?.patient ?? focused; };
  const onCount = event => {
    const name = event.target.closest("button[data-count]")?.dataset.count;
    if (name !== undefined) page.invokeMethodAsync("FilterBy", name).catch(() => { /* the circuit is away */ });
  };

  const offs = [
    ward.on("ward", () => { dirty = true; }),
    ward.on("alarms", () => { if (performance.now() - readAt < readEveryMs) dirty = true; else read(); }),
    ward.on("trace", beats => {
      for (const beat of beats) {
        const trace = tiles.get(beat.patientId)?.trace;
        if (trace) trace.push([traceBeat(beat)]);
      }
    })
  ];
  // What changed is shown, and figures go stale without any word from the server.
  let turns = 0;
  const timer = setInterval(() => { if (dirty || ++turns % 2 === 0) read(); }, readEveryMs);
  const resizer = new ResizeObserver(lay);
  resizer.observe(wall);
  wall.addEventListener("scroll", onScroll, { passive: true });
  wall.addEventListener("keydown", onKey);
  wall.addEventListener("focusin", onFocus);
  counts.addEventListener("click", onCount);
  wall.dataset.density = options.density;
  read();
  return {
    set(next) {
      if (next.density !== options.density) for (const [id, tile] of tiles) remove(id, tile);
      if (next.search !== options.search || next.order !== options.order || next.filter !== options.filter) wall.scrollTop = 0;
      options = next;
      drawn = "";
      wall.dataset.density = options.density;
      read();
    },
    stop() {
      clearInterval(timer);
      resizer.disconnect();
      for (const off of offs) off();
      for (const [id, tile] of tiles) remove(id, tile);
      ward.watch(wall, []);
      wall.removeEventListener("scroll", onScroll);
      wall.removeEventListener("keydown", onKey);
      wall.removeEventListener("focusin", onFocus);
      counts.removeEventListener("click", onCount);
    }
  };
}

const sentence = words => words ? words[0].toUpperCase() + words.slice(1) : "";
const clock = ms => {
  const at = new Date(ms), today = at.toDateString() === new Date().toDateString();
  return (today ? "" : at.toLocaleDateString("sv") + " ") + at.toLocaleTimeString("sv");
};
