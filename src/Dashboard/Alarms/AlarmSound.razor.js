// Auditory signals after IEC 60601-1-8: bursts of 10, 3 and 2 pulses; high repeats soonest, low sounds once. Only the most
// urgent priority that calls is heard, and an alarm whose audio is paused is not.
import { ward, calls, rank } from "../live/ward.js";

const bursts = { // pulses at s, length and pitch; pause before the next burst in ms (0: sound once)
  High: { at: [0, .2, .4, .75, .95, 1.500, 1.700, 1.900, 2.250, 2.450], length: .12, pitch: [523, 659, 784, 659, 784, 523, 659, 784, 659, 784], every: 8000 },
  Medium: { at: [0, .35, .7], length: .2, pitch: [523, 659, 784], every: 15000 },
  Low: { at: [0, .4], length: .25, pitch: [659, 523], every: 0 }
};

export function start() {
  let audio = null, on = false, next = 0, sounding = "", known = new Set();

  const paused = alarm => {
    const pause = ward.patients.get(alarm.patientId)?.audioPause;
    return pause && Date.parse(pause.until) > ward.now() && rank({ priority: pause.covers }) >= rank(alarm);
  };

  function look() {
    if (!on) return;
    const calling = [...ward.alarms.values()].filter(alarm => calls(alarm) && !paused(alarm));
    const priority = ["High", "Medium", "Low"].find(one => calling.some(alarm => alarm.priority === one)) ?? "";
    const fresh = calling.some(alarm => alarm.priority === priority && !known.has(alarm.id));
    known = new Set(calling.map(alarm => alarm.id));
    document.documentElement.dataset.sounding = sounding = priority;
    if (!priority) return;
    const burst = bursts[priority], now = performance.now();
    if (!fresh && (burst.every === 0 || now < next)) return;
    if (now < next - burst.every + 2500 && burst.every) return; // a burst ends before the next begins
    play(burst);
    next = now + burst.every;
  }

  function play(burst) {
    burst.at.forEach((at, i) => {
      const tone = audio.createOscillator(), volume = audio.createGain(), begin = audio.currentTime + .05 + at;
      tone.type = "triangle";
      tone.frequency.value = burst.pitch[i];
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(.25, begin + .02);
      volume.gain.setValueAtTime(.25, begin + burst.length - .04);
      volume.gain.linearRampToValueAtTime(0, begin + burst.length);
      tone.connect(volume).connect(audio.destination);
      tone.start(begin);
      tone.stop(begin + burst.length);
    });
  }

  const timer = setInterval(look, 500);
  return {
    async set(wanted) {
      on = wanted;
      if (on) {
        audio ??= new AudioContext();
        await audio.resume();
        known = new Set();
        look();
      } else {
        document.documentElement.dataset.sounding = "";
        await audio?.suspend();
      }
    },
    stop() {
      clearInterval(timer);
      audio?.close();
    }
  };
}
