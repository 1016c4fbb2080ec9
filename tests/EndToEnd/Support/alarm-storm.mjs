// The official SignalR client behind a line that is cut at random: follows the alarms and tells what it got.
// node alarm-storm.mjs <client package> <server url> <cuts> <seed>; each line of standard input is a cursor to wait for.
import { createRequire } from "node:module";
import net from "node:net";
import readline from "node:readline";

const [clientPackage, server, cuts, seed] = process.argv.slice(2);
const signalR = createRequire(import.meta.url)(clientPackage);
const target = new URL(server);

let state = Number(seed);
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32; // Numerical Recipes' generator
const pause = ms => new Promise(done => setTimeout(done, ms));

const open = new Set();
const line = net.createServer(near => {
  const far = net.connect(Number(target.port), target.hostname);
  for (const socket of [near, far]) {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => { open.delete(socket); near.destroy(); far.destroy(); });
  }
  near.pipe(far);
  far.pipe(near);
});
await new Promise(done => line.listen(0, "127.0.0.1", done));

const got = [];
let cursor = 0, joins = 0;
const connection = new signalR.HubConnectionBuilder()
  .withUrl(`http://127.0.0.1:${line.address().port}/hubs/monitor`)
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 20 })
  .configureLogging(signalR.LogLevel.None)
  .build();
connection.on("Alarm", alarm => {
  if (!alarm.stored) return; // shown at once, and sent again with its cursor when it is durable
  got.push({ cursor: alarm.cursor, id: alarm.id, state: alarm.state });
  cursor = alarm.cursor;
});
const join = () => connection.invoke("JoinAlarms", cursor).then(() => { joins++; }, () => {});
connection.onreconnected(join);
await connection.start();
await join();

for (let cut = 0; cut < Number(cuts); cut++) {
  const before = joins;
  await pause(20 + 180 * random());
  for (const socket of open) socket.destroy();
  while (joins === before) await pause(5); // it is back, and follows again
}
console.log(`cut off ${cuts} times`);

for await (const last of readline.createInterface({ input: process.stdin })) {
  while (cursor < Number(last)) await pause(10);
  break;
}
await new Promise(done => process.stdout.write(JSON.stringify(got) + "\n", done)); // a pipe takes it piece by piece
await connection.stop();
process.exit(0);
