import type { Log } from "../ports.ts";

/** One JSON line an event on standard output: what Lambda hands to CloudWatch. */
export function consoleLog(now: () => Date): Log {
  const write = (level: string, event: string, fields: object) => {
    const own = { time: now().toISOString(), level, event };
    // First for the reader, and last so that no field takes their place.
    process.stdout.write(`${JSON.stringify({ ...own, ...fields, ...own })}\n`);
  };
  return {
    info: (event, fields) => write("info", event, fields),
    error: (event, fields) => write("error", event, fields),
  };
}
