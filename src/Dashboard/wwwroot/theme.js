// Runs before the first paint, so that a chosen theme never flashes the other one. No choice: the system's wish.
(() => {
  const key = "ecgstream-theme";
  const apply = theme => {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  };
  const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark"
    || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  let chosen = null;
  try { chosen = localStorage.getItem(key); } catch { /* storage may be forbidden: the system's wish then */ }
  apply(chosen);
  window.ecgTheme = {
    toggle() {
      const next = isDark() ? "light" : "dark";
      apply(next);
      try { localStorage.setItem(key, next); } catch { /* kept for this page only */ }
    }
  };
})();
