// Focus survives what happens to a list. Where the row or button that has it goes (its alarm is over, somebody has acknowledged
// it), the next one of its kind gets it, and after the last the page's heading: nobody who works by keyboard is thrown back to
// the top of the page by what the ward does.
(() => {
  const kinds = ["[data-row]", "[data-acknowledge]"];
  let held = null; // { node, kind, list, next }: the others of its kind in this list, in the order of who follows

  const watcher = new MutationObserver(() => held.node.isConnected ? look() : pass());

  function hold(node) {
    if (held?.node === node) return; // Blazor focuses it again when it moves its row; who follows is as it was before the move
    const kind = kinds.find(one => node.matches(one)), list = kind && node.closest("tbody, ol, .patient-page");
    release();
    if (!list) return;
    held = { node, kind, list };
    look();
    watcher.observe(list, { childList: true, subtree: true });
  }

  function look() {
    const all = [...held.list.querySelectorAll(held.kind)], at = all.indexOf(held.node);
    held.next = [...all.slice(at + 1), ...all.slice(0, at).reverse()];
  }

  function pass() {
    const { kind, list, next } = held;
    release();
    if (!list.isConnected || document.activeElement !== document.body) return; // the page was left, or the focus is elsewhere
    (next.find(node => node.isConnected) ?? list.querySelector(kind) ?? document.querySelector("h1"))?.focus();
  }

  function release() {
    watcher.disconnect();
    held = null;
  }

  document.addEventListener("focusin", event => hold(event.target));
  // Left for nothing, by a press beside all controls. A control that was taken away is no longer there by then, and one whose
  // window is in the background keeps the focus.
  document.addEventListener("focusout", ({ target }) => queueMicrotask(() => {
    if (held?.node === target && target.isConnected && document.activeElement !== target) release();
  }));
})();
