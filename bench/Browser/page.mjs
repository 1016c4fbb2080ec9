// What is asked of the page. The functions given to the browser run there and see nothing of this file.

/** Notes when each alarm's card was first painted: the frame after the one in which it came. */
export function shownAlarms() {
  const shown = window.ecgShownAlarms = {};
  new MutationObserver(() => {
    const fresh = [...document.querySelectorAll(".alarm-card")].map(card => card.dataset.alarm).filter(id => !(id in shown));
    if (fresh.length) requestAnimationFrame(() => setTimeout(() => { for (const id of fresh) shown[id] ??= Date.now(); }));
  }).observe(document, { subtree: true, childList: true });
}

export function framesPerSecond(ms) {
  return new Promise(done => {
    let frames = 0;
    const begin = performance.now();
    requestAnimationFrame(function frame() {
      frames++;
      const now = performance.now();
      if (now - begin < ms) requestAnimationFrame(frame); else done(frames / (now - begin) * 1000);
    });
  });
}

export function tilesInSight() {
  const wall = document.querySelector(".wall").getBoundingClientRect();
  return [...document.querySelectorAll(".tile")].map(tile => tile.getBoundingClientRect())
    .filter(box => box.bottom > wall.top && box.top < wall.bottom).length;
}

/** The page's main thread and heap by Chromium's own metrics; times in seconds. */
export async function mainThread(chrome) {
  await chrome.send("Performance.enable");
  const begun = performance.now();
  const metrics = async () => Object.fromEntries((await chrome.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
  return {
    async read() {
      const { Timestamp, TaskDuration, ThreadTime } = await metrics();
      return { at: Timestamp, tasks: TaskDuration, thread: ThreadTime };
    },
    /** Bytes in use after a forced collection. */
    async heap() {
      await chrome.send("HeapProfiler.collectGarbage");
      return { at: (performance.now() - begun) / 1000, bytes: (await metrics()).JSHeapUsedSize };
    }
  };
}

/** Bytes a second of the straight line through the samples. */
export function growth(samples) {
  const mean = pick => samples.reduce((sum, one) => sum + pick(one), 0) / samples.length, at = mean(one => one.at), bytes = mean(one => one.bytes);
  return samples.reduce((sum, one) => sum + (one.at - at) * (one.bytes - bytes), 0) / samples.reduce((sum, one) => sum + (one.at - at) ** 2, 0);
}
