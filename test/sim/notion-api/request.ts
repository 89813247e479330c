import type { Process } from "../process.ts";
import { cut, down, lost, overLimit, refusals, webPage } from "./failures.ts";
import type { NotionHost } from "./host.ts";

/**
 * One request of a process, with all that may become of it on its way.
 * @param onDate hears the answer's `date` header. @throws NotionFailure
 */
export function request<T>(
  host: NotionHost,
  process: Process,
  answer: () => T,
  onDate: (date: Date) => void,
): Promise<T> {
  const { faults, latency, time } = host;
  host.requests++;
  return process.call(latency.int(60, 400), async () => {
    refuse(host);
    if (faults.strike("request never arrives")) await giveUp(host);
    if (faults.strike("answer comes slowly"))
      await time.sleep(faults.rng("answer comes slowly").int(1_000, 14_000));
    const date = dateOf(host);
    if (date) onDate(date);
    const value = answer();
    if (faults.strike("answer never arrives")) await giveUp(host);
    if (faults.strike("answer is cut short")) throw cut();
    if (faults.strike("answer is a web page")) throw webPage();
    return value;
  });
}

/** Before anything is done. */
function refuse(host: NotionHost): void {
  const { faults, window, traits, time } = host;
  const now = time.now();
  if (faults.strike("Notion is down for minutes"))
    host.downUntil = now + 60_000 * faults.rng("Notion is down for minutes").int(2, 25);
  if (now < host.downUntil) throw down(now);
  for (const [kind, failure] of refusals) if (faults.strike(kind)) throw failure(now);
  const minute = Math.floor(now / 60_000);
  if (window.minute !== minute) Object.assign(window, { minute, requests: 0 });
  if (++window.requests > traits.limit) throw overLimit(now);
}

async function giveUp({ time }: NotionHost): Promise<never> {
  await time.sleep(15_000);
  throw lost();
}

function dateOf({ faults, time }: NotionHost): Date | undefined {
  if (faults.strike("answer has no date")) return undefined;
  const now = time.now();
  const kind = "date header is off";
  const off = faults.strike(kind) ? 1000 * faults.rng(kind).int(-600, 600) : 0;
  return new Date(now - (now % 1000) + off);
}
