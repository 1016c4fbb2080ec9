// How large tiles are on which wall.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plan } from "../../../src/Dashboard/wwwroot/live/room.js";

for (const [density, width, height, patients, columns, unit] of [
  ["compact", 972, 700, 1000, 3, 1], // a laptop and a whole hospital: as the style sheet has it
  ["compact", 352, 500, 60, 1, 1], // a phone
  ["compact", 3090, 1960, 1000, 7, 1.568], // a wall is read from further away
  ["list", 972, 700, 1000, 1, 1]
]) {
  test(`plan, ${patients} patients, more than fit on ${width} × ${height} px, ${density}: as small as can be read`, () => {
    const room = plan(density, width, height, patients);
    assert.equal(room.columns, columns);
    assert.ok(Math.abs(room.unit - unit) < .001, `unit ${room.unit}`);
  });
}

for (const [density, width, height, patients] of [["compact", 972, 700, 6], ["compact", 3090, 1960, 60], ["large", 3090, 1960, 30]]) {
  test(`plan, ${patients} patients, who fit on ${width} × ${height} px, ${density}: wholly in sight and larger`, () => {
    const room = plan(density, width, height, patients);
    const rows = Math.ceil(patients / room.columns);
    const high = rows * (room.height + room.between) + room.between, wide = room.columns * (room.width + room.between) + room.between;
    assert.ok(room.unit > 1, `unit ${room.unit}`);
    assert.ok(high >= height * .7 && high <= height, `${high} px high`);
    assert.ok(wide >= width * .9 && wide <= width, `${wide} px wide`);
  });
}
