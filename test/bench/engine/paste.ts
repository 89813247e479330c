import { type Line, times } from "../table.ts";
import type { PasteResult } from "./paste-child.ts";
import { runChild } from "./run-child.ts";

const rows = 10_000;
const brakeLimit = 25;

/** Somebody pastes over ten thousand rows that a rule watches: each time the whole product in a process of its own. */
export async function benchPaste(): Promise<Line[]> {
  const quick = await runChild<PasteResult>("paste-child.ts", rows, "memory");
  const metered = await runChild<PasteResult>("paste-child.ts", rows, "metered");
  const embedded = await runChild<PasteResult>("paste-child.ts", rows, "embedded");
  const what = `paste of ${rows.toLocaleString("en")} rows`;
  return [
    ...[quick, embedded].flatMap((result): Line[] => {
      const where = result === quick ? "table in memory" : "embedded DynamoDB";
      return [
        {
          what: `${what}, ${where}`,
          value: `${result.cpuSeconds.toFixed(1)} CPU s (${result.seconds.toFixed(1)} s)`,
          aim: "≤ 60 CPU s",
        },
        { what: "  its peak memory", value: `${Math.round(result.peakMegabytes)} MB`, aim: "≤ 512 MB" },
        {
          what: "  its mails and what is held",
          value: `${result.mails} and ${result.held.toLocaleString("en")}`,
          aim: `${brakeLimit} and ${(rows - brakeLimit).toLocaleString("en")}`,
        },
      ];
    }),
    {
      what: "  its requests to Notion, in all polls",
      value: `${metered.requests} in ${metered.polls}`,
      floor: `${rows / 100} pages`,
      ratio: times(metered.requests / (rows / 100)),
      aim: "",
    },
    { what: "  its write units a change", value: metered.writesPerChange.toFixed(1), aim: "≤ 10" },
  ];
}
