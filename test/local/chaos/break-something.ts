import type { Rng } from "../../sim/rng.ts";
import type { LocalRowbell } from "../../support/local-rowbell.ts";
import type { Truth } from "./truth.ts";

/** Turns one of the embedded parts' fault knobs. A kill takes the fault along. */
export async function breakSomething(
  run: { rowbell: LocalRowbell; truth: Truth; pausedUntil: number },
  rng: Rng,
): Promise<void> {
  const { rowbell, truth } = run;
  const draw = rng.int(1, 10);
  if (draw <= 5) {
    const status = rng.pick([409, 429, 500, 502, 503, 504, 529]);
    // Retries wait in real time: what says nothing is waited for ten seconds and more.
    const retryAfter = [429, 529].includes(status) ? rng.pick([0, 1, 120, 600]) : undefined;
    const path = rng.pick([undefined, "/v1/data_sources", "/v1/pages", "/v1/databases", "/v1/blocks"]);
    const times = rng.pick([1, 2, 9]);
    truth.count(`Notion answers ${status}`);
    const { now } = await rowbell.get<{ now: string }>("/api/health");
    const limit = retryAfter ?? 0;
    run.pausedUntil = Math.max(run.pausedUntil, Date.parse(now) + limit * 1000);
    const body = {
      times,
      status,
      ...(path ? { path } : {}),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    };
    return turn(rowbell, 1, "fail", body);
  }
  if (draw <= 7) {
    const code = rng.pick(["Throttling", "InternalFailure", "ServiceUnavailable"]);
    truth.count(`SES answers ${code}`);
    return turn(rowbell, 2, "fail", { times: rng.int(1, 5), code });
  }
  if (draw === 8) {
    truth.count("SES keeps the mail and loses the answer");
    // Now and then the provider never tells either.
    if (rng.chance(0.5)) await turn(rowbell, 2, "events", { times: 9, copies: 0 });
    return turn(rowbell, 2, "fail", { times: rng.int(1, 3), after: true });
  }
  const copies = rng.pick([0, 2]);
  truth.count(copies ? "events come doubled" : "events get lost");
  return turn(rowbell, 2, "events", { times: rng.int(1, 6), copies, delaySeconds: rng.pick([0, 30, 400]) });
}

export async function healAll(rowbell: LocalRowbell): Promise<void> {
  await turn(rowbell, 1, "fail", { times: 0, status: 503 });
  await turn(rowbell, 2, "fail", { times: 0 });
  await turn(rowbell, 2, "events", { times: 0 });
}

async function turn({ port }: LocalRowbell, offset: number, knob: string, body: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port + offset}/_admin/${knob}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the knob ${knob} was refused: ${await answer.text()}`);
}
