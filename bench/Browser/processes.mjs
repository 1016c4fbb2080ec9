// Processor time of the browser's processes, from /proc.
import fs from "node:fs";

const ticks = 100; // a second, on Linux

export class ProcessTree {
  #root;
  #name;

  /** @param root process whose descendants count; @param name what their program's name contains. */
  constructor(root, name) { [this.#root, this.#name] = [root, name]; }

  /** Seconds of processor time of those alive, at which second. */
  cores() {
    const all = fs.readdirSync("/proc").filter(entry => /^\d+$/.test(entry)).map(read).filter(one => one);
    const ours = new Set([this.#root]);
    for (let grew = true; grew;) {
      grew = false;
      for (const one of all) if (!ours.has(one.pid) && ours.has(one.parent)) { ours.add(one.pid); grew = true; }
    }
    const cpu = all.filter(one => ours.has(one.pid) && one.name.includes(this.#name)).reduce((sum, one) => sum + one.cpu, 0);
    return { at: performance.now() / 1000, cpu };
  }
}

function read(pid) {
  try {
    const [, name, rest] = fs.readFileSync(`/proc/${pid}/stat`, "utf8").match(/^\d+ \((.*)\) (.*)$/s), fields = rest.split(" ");
    return { pid: Number(pid), name, parent: Number(fields[1]), cpu: (Number(fields[11]) + Number(fields[12])) / ticks };
  } catch {
    return null; // it has ended
  }
}
