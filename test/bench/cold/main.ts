import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { measureCold } from "./measure.ts";

/** `npm run bench:cold -- --rounds N`: each function's cold start, beside one that only makes its clients and an empty one. */
const { values } = parseArgs({ options: { rounds: { type: "string", default: "9" } } });
const rounds = Number(values.rounds);
const before = loadavg()[0] ?? 0;
const measured = await measureCold(rounds);
const [model] = cpus();
console.log(
  `Node ${process.version}, ${cpus().length} × ${model?.model}, load ${before.toFixed(1)} to ${(loadavg()[0] ?? 0).toFixed(1)}, ${rounds} rounds; x86, and Lambda's is arm64\n`,
);
const ms = (value: number) => `${Math.round(value)} ms`;
const times = (value: number) => `${value.toFixed(2)} ×`;
console.table(
  Object.fromEntries(
    measured.map(({ name, init, initWall, firstRun, peak, kilobytes }) => [
      name,
      {
        "init, CPU": ms(init.own),
        "of its clients (≤ 1.2)": times(init.own / init.clients),
        "of an empty one": times(init.own / init.empty),
        "init, clock": ms(initWall),
        "first run": ms(firstRun),
        "gzipped (≤ 130)": `${Math.round(kilobytes)} KB`,
        "peak (≤ 128)": `${Math.round(peak.own)} MB`,
        "its clients'": `${Math.round(peak.clients)} MB`,
        "an empty one's": `${Math.round(peak.empty)} MB`,
      },
    ]),
  ),
);
