// What a viewer costs the server: its processor time with and without plain hub clients that follow what a ward page follows.
import signalR from "@microsoft/signalr";
import { quantile, seconds, spread } from "./options.mjs";

const traces = 40, span = 20; // tiles a viewer looks at; seconds of each measurement

export async function serverStats(url) {
  return (await fetch(`${url}/api/stats`)).json();
}

/** Joins alarms, statuses and some traces, as the page does. @returns how to leave. */
export async function join(url, ids, onAlarm = () => {}) {
  const connection = new signalR.HubConnectionBuilder().withUrl(`${url}/hubs/monitor`).configureLogging(signalR.LogLevel.None).build();
  connection.on("Alarm", onAlarm);
  connection.on("Status", () => {});
  connection.on("Trace", () => {});
  await connection.start();
  await connection.invoke("JoinAlarms", null);
  if (ids.length) {
    await connection.invoke("JoinStatus");
    await connection.invoke("JoinTrace", ids);
  }
  return () => connection.stop();
}

async function coresNow(url) {
  const before = await serverStats(url);
  await seconds(span);
  const after = await serverStats(url);
  return (after.cpuSeconds - before.cpuSeconds) / (after.uptimeSeconds - before.uptimeSeconds);
}

/** In turns without and with `count` viewers, each of whom looks at other patients. */
export async function costOfViewer(url, count, rounds) {
  const ids = (await (await fetch(`${url}/api/patients`)).json()).items.map(patient => patient.patientId);
  const alone = [], each = [];
  for (let round = 0; round < rounds; round++) {
    alone.push(await coresNow(url));
    const leave = [];
    for (let i = 0; i < count; i++) leave.push(await join(url, Array.from({ length: Math.min(traces, ids.length) }, (_, n) => ids[(i * traces + n) % ids.length])));
    await seconds(2); // the first status is the whole ward
    each.push((await coresNow(url) - alone.at(-1)) / count);
    for (const end of leave) await end();
    await seconds(2);
  }
  return { viewers: count, rounds, alone: quantile(alone, .5), cores: spread(each, 4) };
}
