// How large tiles are drawn: never smaller than can be read, and as large as leaves the whole ward in sight where it fits.
const gap = 8, largest = 2.4, stretch = 1.4;
const readable = height => Math.min(1.6, Math.max(1, height / 1250)); // a wall of 4K is looked at from further away

const densities = {
  large: { width: 380, height: 168, seconds: 6 },
  compact: { width: 264, height: 112, seconds: 4 },
  list: { height: 46, seconds: 5 } // as wide as there is room
};

/**
 * @param name of the density; @param width and @param height in px of the wall; @param patients whole ward's, so that tiles do not
 *   change while somebody filters or searches.
 * @returns places of tiles in px; `unit`: what a px of the style sheet is on this wall.
 */
export function plan(name, width, height, patients) {
  const base = densities[name] ?? densities.compact, least = readable(height);
  if (!base.width) return { columns: 1, between: 0, width, height: Math.round(base.height * least), unit: least, seconds: base.seconds };
  const room = width - gap, high = height - gap;
  const columnsAt = unit => Math.max(1, Math.floor(room / (base.width * unit + gap)));
  const rowsAt = unit => Math.floor(high / (base.height * unit + gap));
  let unit = Math.min(largest, room / base.width);
  while (unit > least && columnsAt(unit) * rowsAt(unit) < patients) unit -= .05;
  unit = Math.max(1, Math.min(Math.max(unit, least), room / base.width));
  const columns = columnsAt(unit), rows = Math.ceil(patients / columns), usual = Math.round(base.height * unit);
  const fits = rows > 0 && rows <= rowsAt(unit);
  return {
    columns, between: gap, unit, seconds: base.seconds,
    width: Math.floor(room / columns) - gap,
    height: fits ? Math.min(Math.floor(high / rows) - gap, Math.round(usual * stretch)) : usual
  };
}
