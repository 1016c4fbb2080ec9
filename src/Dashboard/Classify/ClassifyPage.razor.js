// Sends beats to be judged and keeps their signals here, so that a file of thousands need not travel to the page.
import { ward } from "../live/ward.js";

const mostPatients = 60; // asked for a beat of a class before giving up

export function start(page, dotnet) {
  const find = name => page.querySelector(`[data-${name}]`);
  const drop = find("drop"), input = find("file"), numbers = find("numbers");
  let lines = [], fileName = "", results = [], given = false;
  const say = (words, failed = false) => dotnet.invokeMethodAsync("Said", words, failed);

  async function judgeFile(file) {
    await dotnet.invokeMethodAsync("Began", file.name);
    [lines, fileName, results] = [[], file.name, []];
    const form = new FormData();
    form.append("file", file);
    const answer = await fetch("api/classify/file", { method: "POST", body: form });
    const body = await answer.json();
    // In a refusal `errors` are reasons by field; what is wrong with the file's rows stands under `rows`.
    if (!answer.ok)
      return dotnet.invokeMethodAsync("Refused", body.detail ?? `The server refused with status ${answer.status}.`, JSON.stringify(body.rows ?? []));
    lines = (await file.text()).split(/\r\n|\r|\n/);
    results = body.beats.map(({ line, truth, verdict }) => ({
      line, truth: truth ?? "Unknown", class: verdict.class, probability: verdict.probability, score: verdict.anomalyScore,
      disagree: verdict.disagree, dnn: verdict.models.dnn.class, lstm: verdict.models.lstm.class, cnn: verdict.models.cnn.class
    }));
    await dotnet.invokeMethodAsync("Judged", file.name, JSON.stringify(results), JSON.stringify(body.errors));
  }

  /** Where the class stands in a row of 141 values: last in .ts and .arff, first in .txt; else where the stated class is found. */
  function samplesOf(line, truth) {
    const values = (lines[line - 1] ?? "").trim().replace(/[?]/g, "NaN").split(/[,;:\s]+/).map(Number);
    if (values.length <= 140) return values.length === 140 ? values : null;
    const first = /\.txt$/i.test(fileName) || (!/\.(ts|arff)$/i.test(fileName) && truth > 0 && values[0] === truth && values.at(-1) !== truth);
    return first ? values.slice(1, 141) : values.slice(0, 140);
  }

  async function judgeNumbers() {
    const samples = numbers.value.split(/[\s,;]+/).filter(word => word).map(Number);
    const wrong = samples.findIndex(value => !Number.isFinite(value));
    if (wrong >= 0) return say(`Value ${wrong + 1} is not a number.`, true);
    if (samples.length !== 140) return say(`A beat has 140 samples; these are ${samples.length}.`, true);
    await dotnet.invokeMethodAsync("Explain", "Pasted beat", samples);
    await say("Judged.");
  }

  /** A beat of known class: of the data set where the server has it, else a synthetic one; the answer says which. */
  async function takeTest(number, onlyIfNothingElse = false) {
    const answer = await fetch(`api/classify/test-beat?class=${number}`);
    if (!answer.ok) return say(`The server refused with status ${answer.status}.`, true);
    const { source, name, draw, samples } = await answer.json();
    if (onlyIfNothingElse && given) return;
    await give(samples, `${name}, by ${source.startsWith("ECG5000") ? "the data set" : "the generator"}`, `Beat ${draw} of class ${name}: ${source}.`);
  }

  async function give(samples, title, words) {
    numbers.value = samples.map(value => value.toFixed(3)).join(", ");
    await dotnet.invokeMethodAsync("Explain", title, samples);
    await say(words);
  }

  /** A recent beat of some patient that was judged as this class; of normal ones the signal is kept around abnormal ones. */
  async function takeFromWard(number) {
    await say("Looking for such a beat…");
    // Those with alarms first: where anything happens, it happens there.
    const alarmed = new Set([...ward.alarms.values()].map(alarm => alarm.patientId));
    const rest = [...ward.patients.keys()].filter(id => !alarmed.has(id)).sort(() => Math.random() - .5);
    const ids = [...alarmed, ...rest].slice(0, mostPatients);
    for (const id of ids) {
      const answer = await fetch(`api/patients/${id}/beats?class=${number}&waveforms=true&limit=40`);
      if (!answer.ok) continue;
      const kept = (await answer.json()).items.filter(beat => beat.waveform);
      if (!kept.length) continue;
      const beat = kept[Math.floor(Math.random() * kept.length)];
      return give(beat.waveform, `Beat ${beat.beat} of ${id}`, `Beat ${beat.beat} of patient ${id}.`);
    }
    await say("The ward has no such beat with its signal just now.", true);
  }

  function download() {
    const names = ["line", "truth", "class", "probability", "score", "disagree", "dnn", "lstm", "cnn"];
    const heads = ["line", "stated class", "class", "probability (0-1)", "anomaly score (1 = threshold)", "models disagree", "dnn", "lstm", "cnn"];
    const rows = [heads.join(","), ...results.map(row => names.map(name => row[name]).join(","))];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([rows.join("\n") + "\n"], { type: "text/csv" }));
    link.download = fileName.replace(/\.[^.]*$/, "") + "-classified.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }

  const attempt = act => act.catch(fault => say(`It could not be done: ${fault.message}`, true).catch(() => { /* the circuit is away */ }));
  const onClick = event => {
    const button = event.target.closest("button");
    if (!button) return;
    given = true;
    if ("judge" in button.dataset) attempt(judgeNumbers());
    else if ("test" in button.dataset) attempt(takeTest(button.dataset.test));
    else if ("take" in button.dataset) attempt(takeFromWard(button.dataset.take));
    else if ("csv" in button.dataset) download();
  };
  const onChange = () => { given = true; if (input.files[0]) attempt(judgeFile(input.files[0])); input.value = ""; };
  const onDrag = event => { event.preventDefault(); drop.classList.toggle("over", event.type === "dragover"); };
  const onDrop = event => { given = true; onDrag(event); const file = event.dataTransfer.files[0]; if (file) attempt(judgeFile(file)); };
  page.addEventListener("click", onClick);
  input.addEventListener("change", onChange);
  drop.addEventListener("dragover", onDrag);
  drop.addEventListener("dragleave", onDrag);
  drop.addEventListener("drop", onDrop);
  attempt(takeTest(2, true)); // an empty page explains nothing
  return {
    samplesOf,
    stop() { page.removeEventListener("click", onClick); }
  };
}
