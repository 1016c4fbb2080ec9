// Colours of the page's variables as the canvas needs them: light or dark already chosen, which only a computed style knows.
const probe = document.createElement("span");
probe.hidden = true;
document.body.append(probe);

export function colour(name) {
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

/** Colours by class number; 0 is a beat without a verdict. */
export const classColours = () => [0, 1, 2, 3, 4, 5].map(n => colour(`--class-${n}`));

/** Calls back when light or dark was chosen, by hand or by the system; returns how to stop. */
export function onTheme(changed) {
  const chosen = new MutationObserver(changed), system = matchMedia("(prefers-color-scheme: dark)");
  chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", changed);
  return () => {
    chosen.disconnect();
    system.removeEventListener("change", changed);
  };
}
