// Single keys lead to pages and to the search, except while something is typed; the Help page switches them off (WCAG 2.1.4).
(() => {
  const store = "ecgstream-keys";
  const pages = { w: "/", a: "/alarms", c: "/classify", m: "/models", s: "/system", h: "/help", "?": "/help" };
  const typing = node => node.closest("input:not([type=checkbox], [type=range]), textarea, select, [contenteditable]");

  window.ecgKeys = {
    isOn() { try { return localStorage.getItem(store) !== "off"; } catch { return true; } },
    set(on) { try { localStorage.setItem(store, on ? "on" : "off"); } catch { /* as by default */ } }
  };

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing(event.target) || !window.ecgKeys.isOn()) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "n") {
      document.querySelector("[data-testid=sound]")?.click();
    } else if (pages[event.key]) {
      event.preventDefault();
      Blazor.navigateTo(pages[event.key]);
    }
  });

  // The clock of the app bar, as on any monitor.
  const tick = () => {
    const node = document.getElementById("clock");
    if (node) node.textContent = new Date().toLocaleTimeString("sv");
  };
  setInterval(tick, 1000);
  tick();
})();
