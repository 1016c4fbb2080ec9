// Arrows move between the rows of the list, Enter acknowledges the one that has the focus (which then moves on: focus.js).
export function start(page) {
  const onKey = event => {
    if (!event.target.matches?.("[data-row]")) return;
    const rows = [...page.querySelectorAll("[data-row]")], at = rows.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      page.querySelector(`[data-acknowledge="${CSS.escape(event.target.dataset.row)}"]`)?.click();
    }
  };
  page.addEventListener("keydown", onKey);
  return { stop() { page.removeEventListener("keydown", onKey); } };
}
