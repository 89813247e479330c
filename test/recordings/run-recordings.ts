import { checkExchange } from "./check-exchange.ts";
import { childrenIn, type Exchange, readRecordings } from "./read-recordings.ts";
import type { Recorder } from "./recorder.ts";
import { startReplay } from "./replay.ts";
import { Tally } from "./tally.ts";

export type Report = { tally: Tally; passed: number; failures: string[] };

/** Feeds every exchange recorded below a folder through the product, up to a rendered mail. */
export async function runRecordings(folder: string): Promise<Report> {
  const recordings = readRecordings(folder);
  const recorder: Recorder = {
    replay: await startReplay(),
    tally: new Tally(),
    children: childrenIn(recordings.exchanges),
  };
  const report: Report = { tally: recorder.tally, passed: 0, failures: [...recordings.unreadable] };
  recorder.tally.add("recordings", "files", recordings.files);
  for (const _ of recordings.skippedFiles) recorder.tally.add("skipped", "files without exchanges");
  try {
    for (const exchange of recordings.exchanges) await check(exchange, recorder, report);
  } finally {
    await recorder.replay.close();
  }
  return report;
}

async function check(exchange: Exchange, recorder: Recorder, report: Report): Promise<void> {
  recorder.tally.add("recordings", "exchanges");
  recorder.tally.add("exchanges by Notion-Version", exchange.version || "(not recorded)");
  try {
    const finding = await checkExchange(exchange, recorder);
    if ("skipped" in finding) recorder.tally.add("skipped", finding.skipped);
    else if (finding.lost.length === 0) report.passed++;
    else report.failures.push(`${exchange.where}: ${finding.lost.slice(0, 5).join("; ")}`);
  } catch (error) {
    report.failures.push(`${exchange.where}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
