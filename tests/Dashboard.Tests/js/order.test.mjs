// Which patients the ward shows, and in which order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { select } from "../../../src/Dashboard/wwwroot/live/order.js";
import { ward } from "../../../src/Dashboard/wwwroot/live/ward.js";

const usual = { bed: null, beats: 10, heartRate: 70, lastClass: "Normal", anomalyScore: .3 };
const vt = { text: "vt 6 beats", rule: "ventricular-run", state: "Active", raisedAt: "2026-01-01T12:00:00+00:00" };

/** Patients as the browser knows them; an alarm is given by its priority, or by what differs from an active VT. */
const ids = (patients, options) => select(patients.map(({ stale, alarm, ...patient }) => ({
  patient: { ...usual, ...patient },
  stale: stale ?? null,
  alarm: alarm && { ...vt, ...(alarm.priority ? alarm : { priority: alarm }) }
})), options).map(seen => seen.patient.patientId);

test("select by alarm: most urgent, then stale, then bed", () => assert.deepEqual(ids([
  { patientId: "calm10", bed: "10" }, { patientId: "calm9", bed: "9" }, { patientId: "stale", bed: "20", stale: 1 },
  { patientId: "low", bed: "3", alarm: "Low" }, { patientId: "high", bed: "30", alarm: "High" }
], { order: "alarm" }), ["high", "low", "stale", "calm9", "calm10"]));

test("select by alarm: present, then latched, then acknowledged, then priority, then newer", () => assert.deepEqual(ids([
  { patientId: "calm", bed: "1" },
  { patientId: "seenVt", bed: "2", alarm: { priority: "High", state: "Acknowledged" } },
  { patientId: "overVt", bed: "3", alarm: { priority: "High", state: "Latched" } },
  { patientId: "gap0", bed: "4", alarm: { priority: "Low", raisedAt: "2026-01-01T11:59:59.75+00:00" } },
  { patientId: "gap1", bed: "5", alarm: { priority: "Low", raisedAt: "2026-01-01T12:00:00+00:00" } },
  { patientId: "gap2", bed: "6", alarm: { priority: "Low", raisedAt: "2026-01-01T12:00:00.5+00:00" } },
  { patientId: "brady", bed: "7", alarm: { priority: "Medium" } },
  { patientId: "vt", bed: "8", alarm: { priority: "High" } }
], { order: "alarm" }), ["vt", "brady", "gap2", "gap1", "gap0", "overVt", "seenVt", "calm"]));

test("top alarms, several of one patient: the present one stands for them", () => {
  const alarm = (id, priority, state) => ({ ...vt, id, patientId: "p", priority, state, changedAt: vt.raisedAt, cursor: 1 });
  ward.snapshot(["p"], [alarm("vt", "High", "Latched"), alarm("gap", "Low", "Active"), alarm("brady", "Medium", "Acknowledged")]);
  assert.equal(ward.topAlarms().get("p").id, "gap");
});

test("select by rate: patients without a rate last", () => assert.deepEqual(ids([
  { patientId: "none", heartRate: null }, { patientId: "slow", heartRate: 40 }, { patientId: "fast", heartRate: 160 }
], { order: "rate" }), ["fast", "slow", "none"]));

test("select by anomaly: patients without beats last", () => assert.deepEqual(ids([
  { patientId: "new", beats: 0, anomalyScore: 9 }, { patientId: "usual" }, { patientId: "odd", anomalyScore: 2 }
], { order: "anomaly" }), ["odd", "usual", "new"]));

for (const [search, expected] of [["r-on-t", ["b"]], ["VT", ["a"]], ["7 b", ["b"]], ["nobody", []]]) {
  test(`select by search "${search}": each word is found somewhere`, () => assert.deepEqual(ids([
    { patientId: "a", bed: "5", alarm: "High" }, { patientId: "b", bed: "7", lastClass: "ROnTPvc" }
  ], { order: "bed", search }), expected));
}

for (const [filter, expected] of [["high", ["vt"]], ["abnormal", ["pvc"]], ["stale", ["old"]]]) {
  test(`select by filter "${filter}": only those`, () => assert.deepEqual(ids([
    { patientId: "vt", alarm: "High" }, { patientId: "pvc", lastClass: "Pvc" },
    { patientId: "old", lastClass: "Pvc", stale: 1 }, { patientId: "none", lastClass: "Unknown" }
  ], { filter }), expected));
}
