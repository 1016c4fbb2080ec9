// Which patients the ward shows, and in which order. Equal ones stay by bed, so that tiles do not jump about.
import { byUrgency, calls, classNames, classNumber } from "./ward.js";

const people = new Intl.Collator("en", { numeric: true, sensitivity: "base" }); // "9" before "10"

/** What the counts in the header filter by. `seen` is a patient with what the browser knows besides: { patient, alarm, stale }. */
export const filters = {
  high: seen => seen.alarm?.priority === "High",
  medium: seen => seen.alarm?.priority === "Medium",
  low: seen => seen.alarm?.priority === "Low",
  waiting: seen => seen.alarm && calls(seen.alarm),
  abnormal: seen => !seen.stale && classNumber(seen.patient.lastClass) > 1,
  stale: seen => seen.stale
};

const number = (value, otherwise) => value ?? otherwise;
const orders = {
  alarm: (a, b) => !!b.alarm - !!a.alarm || (a.alarm && b.alarm && byUrgency(a.alarm, b.alarm)) || !!b.stale - !!a.stale,
  bed: () => 0,
  class: (a, b) => classNumber(b.patient.lastClass) - classNumber(a.patient.lastClass),
  rate: (a, b) => number(b.patient.heartRate, -1) - number(a.patient.heartRate, -1),
  anomaly: (a, b) => (b.patient.beats ? b.patient.anomalyScore : -1) - (a.patient.beats ? a.patient.anomalyScore : -1)
};

const byBed = (a, b) => (a.patient.bed == null) - (b.patient.bed == null)
  || people.compare(a.patient.bed ?? a.patient.patientId, b.patient.bed ?? b.patient.patientId)
  || people.compare(a.patient.patientId, b.patient.patientId);

/** @returns those of whom each word is found in bed, id, alarm or class, in order. */
export function select(all, { search = "", order = "alarm", filter = "" } = {}) {
  const words = search.toLowerCase().split(/\s+/).filter(word => word);
  const found = all.filter(seen => (!filters[filter] || filters[filter](seen)) && words.every(word => text(seen).includes(word)));
  const by = orders[order] ?? orders.alarm;
  return found.sort((a, b) => by(a, b) || byBed(a, b));
}

const text = ({ patient, alarm }) =>
  `${patient.bed ?? ""}\n${patient.patientId}\n${alarm?.text ?? ""}\n${alarm?.rule ?? ""}\n${classNames[patient.lastClass] ?? ""}`.toLowerCase();
