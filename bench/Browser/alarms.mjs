// How long after its beat an alarm stands on the screen: from when the last sample of the beat that raised it was due.
import { join } from "./viewers.mjs";

const told = new Set(["Low", "Medium", "High"]); // an event is no alarm

/** Follows the hub beside the page, to know when each alarm was judged. */
export async function followAlarms(url) {
  const judged = new Map();
  const leave = await join(url, [], alarm => {
    if (told.has(alarm.priority) && alarm.state === "Active" && !judged.has(alarm.id)) judged.set(alarm.id, alarm);
    // Somebody works here: latched alarms that nobody acknowledges would pile up beyond what the page lists.
    if (alarm.state === "Latched" && alarm.stored) acknowledge(alarm.id).catch(() => { /* it has been */ });
  });

  const acknowledge = id => fetch(`${url}/api/alarms/${encodeURIComponent(id)}/acknowledge`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ by: "bench" })
  });

  /** When the last sample was due of the last beat that was judged before the alarm was. */
  async function dueOf(alarm) {
    const at = Date.parse(alarm.changedAt), from = new Date(at - 30_000).toISOString(), to = new Date(at + 5_000).toISOString();
    const answer = await fetch(`${url}/api/patients/${alarm.patientId}/beats?limit=200&from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`);
    const cause = (await answer.json()).items.find(({ times }) => Date.parse(times.inferred) <= at + 1); // newest first
    return cause ? Date.parse(cause.times.due) : NaN;
  }

  return {
    /** @param shown when each alarm was first painted, by id; @param from @param to only those judged between count. */
    async delays(shown, from, to) {
      const found = { ms: [], byTheClock: 0, notShown: 0 };
      for (const alarm of judged.values()) {
        const at = Date.parse(alarm.changedAt);
        if (at < from || at > to) continue;
        // Told by the time without a beat, not by a beat.
        if (alarm.kind === "Technical" || alarm.rule === "asystole") found.byTheClock++;
        else if (!(alarm.id in shown)) found.notShown++;
        else found.ms.push(shown[alarm.id] - await dueOf(alarm));
      }
      return found;
    },
    stop: leave
  };
}
