// The page's ear on /hubs/monitor. Alarms are lossless: they wait here until the page has taken them, and the cursor
// moves only then; statuses keep the newest of each patient.
const flushEveryMs = 250;     // at most four calls a second
const statusesPerCall = 2500; // about 450 kB: below the circuit's message limit (EcgDashboard.cs)
const silentAfterMs = 6000;   // statuses are promised every second

// What pages do not show stays here: a ward of thousands goes up this line every second.
const slim = (key, value) => value === null || key === "watermark" ? undefined
  : typeof value === "number" ? Math.round(value * 1000) / 1000 : value;

export function start(page, hubUrl, cursor) {
  const statuses = new Map();
  let alarms = [];
  let heardAt = Date.now();
  let joined = false, again = false, rejoined = false, stopped = false, busy = false;

  const connection = new signalR.HubConnectionBuilder()
    .withUrl(hubUrl)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: retry => Math.min(250 * 2 ** Math.min(retry.previousRetryCount, 10), 5000) })
    .configureLogging(signalR.LogLevel.None)
    .build();

  connection.on("Alarm", alarm => { heardAt = Date.now(); alarms.push(...[alarm].flat()); });
  connection.on("Status", batch => {
    heardAt = Date.now();
    for (const status of [batch].flat()) statuses.set(status.patientId, status);
  });
  connection.onreconnecting(() => { joined = false; lost(); });
  connection.onreconnected(() => join());
  connection.onclose(() => { joined = false; if (!stopped) { lost(); connect(); } });

  function lost() {
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
        await new Promise(done => setTimeout(done, Math.min(250 * 2 ** Math.min(n, 10), 5000)));
      }
    }
  }

  async function join() {
    try {
      await connection.invoke("JoinAlarms", cursor);
      await connection.invoke("JoinStatus");
      joined = true;
      heardAt = Date.now();
      ecgConnection.back("hub");
      document.documentElement.dataset.live = "yes";
      if (again) rejoined = true;
      again = true;
    } catch {
      // A half-joined connection is none: onclose starts again.
      if (!stopped && !joined) setTimeout(() => connection.stop(), 1000);
    }
  }

  async function flush() {
    if (joined && Date.now() - heardAt > silentAfterMs) ecgConnection.lost("data", heardAt);
    else ecgConnection.back("data");
    if (busy || (alarms.length === 0 && statuses.size === 0 && !rejoined)) return;
    busy = true;
    const taken = alarms.slice(0, 200);
    const some = [...statuses.values()].slice(0, statusesPerCall);
    try {
      if (rejoined) {
        await page.invokeMethodAsync("Rejoined");
        rejoined = false;
      }
      await page.invokeMethodAsync("Receive", JSON.stringify(taken), JSON.stringify(some, slim));
      alarms = alarms.slice(taken.length);
      for (const alarm of taken) if (alarm.cursor != null && alarm.cursor > cursor) cursor = alarm.cursor;
      for (const status of some) if (statuses.get(status.patientId) === status) statuses.delete(status.patientId);
    } catch { /* the circuit is away: kept for the next turn */ }
    busy = false;
  }

  const timer = setInterval(flush, flushEveryMs);
  connect();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      connection.stop();
      ecgConnection.back("hub");
      ecgConnection.back("data");
    }
  };
}

/** Minutes east of UTC, for times in the viewer's own clock. */
export const utcOffsetMinutes = () => -new Date().getTimezoneOffset();
