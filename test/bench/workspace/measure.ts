import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { randomFrom } from "../../../local/random.ts";
import { median, ms, times } from "../table.ts";
import { send } from "./client.ts";
import { KINDS, type Question, SEARCHES } from "./questions.ts";
import type { Served } from "./serve.ts";

const ROUNDS = 40;

/** `first`: the first of its kind, which may have to make an order or a column. */
export type Measured = { what: string; taken: number[] };
export type Result = {
  served: Served;
  rssMb: number;
  floor: Measured;
  queries: Measured[];
  searches: Measured[];
  single: Measured[];
};

/** Serves the workspace from another process and asks it, beside a server that does nothing. */
export async function measure(script: string, file: string, sourceId: string): Promise<Result> {
  const { child, served } = await start(script, ["serve", file]);
  const asking = new Asking(served.url, sourceId);
  const { text, rows } = await asking.ask({});
  const floor = await start(script, ["floor", String(text.length)]);
  const floorTaken = await repeat(
    ROUNDS * 5,
    async () => (await send(floor.served.url, "/", "POST", {})).taken,
  );
  floor.child.kill();
  const queries = [];
  for (const [what, question] of Object.entries(KINDS)) {
    queries.push({ what, taken: (await repeat(ROUNDS, () => asking.scan(question(asking.draw)))).flat() });
  }
  const after = await repeat(ROUNDS, async () => {
    await asking.edit(rows);
    return (await asking.ask(KINDS["one condition, one sort"]?.(asking.draw) ?? {})).taken;
  });
  queries.push({ what: "one condition, one sort, right after an edit", taken: after });
  const searches = [];
  for (const [what, search] of Object.entries(SEARCHES)) {
    const taken = await repeat(ROUNDS, () => asking.search(search(asking.draw)));
    searches.push({ what, taken });
    if (what !== "a word, the newest first") continue;
    const afterEdit = await repeat(ROUNDS, async () => {
      await asking.edit(rows);
      return asking.search(search(asking.draw));
    });
    searches.push({ what: `${what}, right after an edit`, taken: afterEdit });
  }
  const single = [
    { what: "read a row", taken: await repeat(ROUNDS * 5, () => asking.read(rows)) },
    { what: "write a row", taken: await repeat(ROUNDS * 5, () => asking.edit(rows)) },
  ];
  child.send("memory");
  const [rssMb] = (await once(child, "message")) as [number];
  child.kill();
  return {
    served,
    rssMb,
    floor: { what: "floor: an answer of that size, made already", taken: floorTaken },
    queries,
    searches,
    single,
  };
}

class Asking {
  readonly #url: string;
  readonly #sourceId: string;
  readonly #random = randomFrom(1);
  readonly draw = (below: number) => Math.floor(this.#random() * below);

  constructor(url: string, sourceId: string) {
    this.#url = url;
    this.#sourceId = sourceId;
  }

  async ask(question: Question & { start_cursor?: string }) {
    const { taken, text } = await send(
      this.#url,
      `/v1/data_sources/${this.#sourceId}/query`,
      "POST",
      question,
    );
    const body = JSON.parse(text) as { results: { id: string }[]; next_cursor: string | null };
    return { taken, text, rows: body.results.map(({ id }) => id), next: body.next_cursor };
  }

  /** The first page and, if there are more, two that follow. */
  async scan(question: Question): Promise<number[]> {
    const taken: number[] = [];
    for (let cursor: string | null | undefined; taken.length < 3 && cursor !== null; ) {
      const page = await this.ask({ ...question, ...(cursor && { start_cursor: cursor }) });
      taken.push(page.taken);
      cursor = page.next;
    }
    return taken;
  }

  async search(search: object): Promise<number> {
    return (await send(this.#url, "/v1/search", "POST", search)).taken;
  }

  async read(rows: string[]): Promise<number> {
    return (await send(this.#url, `/v1/pages/${this.#one(rows)}`, "GET")).taken;
  }

  async edit(rows: string[]): Promise<number> {
    const properties = { Amount: { number: this.draw(10_000) } };
    return (await send(this.#url, `/v1/pages/${this.#one(rows)}`, "PATCH", { properties })).taken;
  }

  #one(rows: string[]): string {
    return rows[this.draw(rows.length)] ?? "";
  }
}

async function start(script: string, args: string[]): Promise<{ child: ChildProcess; served: Served }> {
  const child = fork(script, args);
  const [served] = (await once(child, "message")) as [Served];
  return { child, served };
}

async function repeat<T>(rounds: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < rounds; round++) results.push(await work());
  return results;
}

export function cells({ what, taken }: Measured, floor: number): string[] {
  const sorted = taken.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
  return [what, ms(median(taken)), ms(p95), ms(taken[0] ?? Number.NaN), times(median(taken) / floor)];
}
