import type { Log } from "../ports.ts";

/** One JSON line an event on standard output: what Lambda hands to CloudWatch. */
export function consoleLog(now: () => Date): Log {
  const write = (level: string, event: string, fields: object) => {
    process.stdout.write(`${JSON.stringify({ ...fields, time: now().toISOString(), level, event })}\n`);
  };
  return {
    info: (event, fields) => write("info", event, fields),
    error: (event, fields) => write("error", event, fields),
  };
}
