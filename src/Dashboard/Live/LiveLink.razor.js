// Hands alarms on to the server's page. They are lossless: they wait here until the page has taken them, and the cursor
// moves only then. Statuses and traces stay in the browser (live/ward.js).
import { ward } from "../live/ward.js";

const flushEveryMs = 250;      // at most four calls a second
const unansweredMs = 10_000;   // a call under way when the circuit breaks is never answered: it is made again

/** @param open JSON array of the alarms that the page knows; `ids` the patients. */
export function start(page, hubUrl, from, ids, open) {
  let cursor = from, waiting = [], again = false, rejoined = false, busy = false, stopped = false, flushed = 0, timer = 0;
  const offAlarms = ward.on("alarms", alarms => { waiting.push(...alarms); soon(); });
  const offJoined = ward.on("joined", () => { if (again) { rejoined = true; soon(); } again = true; });

  const circuitLost = () => document.documentElement.classList.contains("circuit-lost");
  const call = (name, ...words) => Promise.race([page.invokeMethodAsync(name, ...words), new Promise((_, refuse) => setTimeout(refuse, unansweredMs))]);

  /** At once where nothing went just now. */
  function soon() { if (!busy && !stopped) timer ||= setTimeout(flush, Math.max(0, flushed + flushEveryMs - performance.now())); }

  async function flush() {
    [timer, flushed] = [0, performance.now()];
    if (circuitLost()) return soon();
    busy = true;
    const taken = waiting.slice(0, 200);
    try {
      if (rejoined) {
        await call("Rejoined");
        rejoined = false;
      }
      if (taken.length) await call("Receive", JSON.stringify(taken));
      waiting = waiting.slice(taken.length);
      for (const alarm of taken) if (alarm.cursor != null && alarm.cursor > cursor) cursor = alarm.cursor;
    } catch { /* the circuit is away: kept for the next turn */ }
    busy = false;
    if (waiting.length || rejoined) soon();
  }

  ward.snapshot(ids, JSON.parse(open));
  ward.start(hubUrl, () => cursor);
  return {
    snapshot(ids, open) { ward.snapshot(ids, JSON.parse(open)); },
    stop() {
      clearTimeout(timer);
      stopped = true;
      offAlarms();
      offJoined();
      ward.stop();
    }
  };
}

/** Minutes east of UTC, for times in the viewer's own clock. */
export const utcOffsetMinutes = () => -new Date().getTimezoneOffset();
