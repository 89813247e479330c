import { cpus } from "node:os";
import { runChild } from "../engine/run-child.ts";
import { median, printTable } from "../table.ts";
import { mjmlMail } from "./mjml.ts";
import { reactMail } from "./react-email.ts";
import { rowbellMail } from "./rowbell.ts";

/** One way to make the same letter: heading, text, a list, a button, a table of three rows, a callout, a footer. */
type Way = { name: string; render(order: string): Promise<string> | string };

const ways: Way[] = [
  { name: "Rowbell, HTML and plain text", render: rowbellMail },
  { name: "MJML", render: mjmlMail },
  { name: "react-email", render: reactMail },
];

/** Each in turns, so that a busy machine slows all alike. @returns the median of µs a mail. */
async function measure(rounds: number): Promise<Map<string, { us: number; bytes: number }>> {
  const times = new Map(ways.map(({ name }) => [name, [] as number[]]));
  const bytes = new Map<string, number>();
  for (const { name, render } of ways) bytes.set(name, Buffer.byteLength(await render("Oak bench")));
  for (let round = 0; round < rounds; round++)
    for (const { name, render } of ways) {
      const count = name.startsWith("Rowbell") ? 200 : 10;
      const start = performance.now();
      for (let at = 0; at < count; at++) await render(`Oak bench ${round}-${at}`);
      times.get(name)?.push(((performance.now() - start) * 1000) / count);
    }
  return new Map(
    ways.map(({ name }) => [name, { us: median(times.get(name) ?? []), bytes: bytes.get(name) ?? 0 }]),
  );
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`);
const measured = await measure(60);
const own = measured.get(ways[0]?.name ?? "") ?? { us: Number.NaN, bytes: Number.NaN };
const others = [...measured.values()].filter((one) => one !== own);
const faster = Math.min(...others.map(({ us }) => us));
const smaller = Math.min(...others.map(({ bytes }) => bytes));
const memory = async (rows: number) => (await runChild<{ mb: number }>("../mail/sections-child.ts", rows)).mb;
const [few, many] = [await memory(100), await memory(10_000)];
printTable([
  ...[...measured].map(([name, { us, bytes }]) => ({
    what: name,
    value: `${Math.round(1_000_000 / us).toLocaleString("en")}/s, ${bytes.toLocaleString("en")} bytes`,
    aim: "",
  })),
  {
    what: "speed beside the faster of both",
    value: `${own.us.toFixed(0)} µs`,
    floor: `${faster.toFixed(0)} µs`,
    ratio: `${(faster / own.us).toFixed(1)} ×`,
    aim: "≥ 10 ×",
  },
  {
    what: "size beside the smaller of both",
    value: `${own.bytes.toLocaleString("en")} bytes`,
    floor: `${smaller.toLocaleString("en")} bytes`,
    ratio: `${(own.bytes / smaller).toFixed(2)} ×`,
    aim: "< 1 ×",
  },
  {
    what: "peak memory, sections of 10,000 rows",
    value: `${many} MB`,
    floor: `${few} MB of 100`,
    ratio: `${(many / few).toFixed(2)} ×`,
    aim: "flat: < 1.2 ×",
  },
]);
