import { afterEach, describe, expect, test } from "vitest";
import { fc } from "../../../support/fast-check.ts";
import { ADA, openWorld, type World } from "../world.ts";
import { passes, type Row, sorted } from "./naive.ts";
import { someFilter, someSorts } from "./random-question.ts";
import { COLUMNS, type Draw, OPTIONS, of, ROLLUPS, someColumns, someValue } from "./random-table.ts";

let world: World;
afterEach(() => world.close());

const OPTIONS_OF = { Kind: OPTIONS, State: ["Not started", "In progress", "Done"] };

/** One random table, and what its rows went through. */
class Table {
  readonly #draw: Draw;
  readonly #sourceId: string;
  readonly columns: string[];
  /** Few columns are asked about, and so often, also when what they show has changed elsewhere. */
  readonly #watched: string[];
  readonly rowIds: string[] = [];
  #edits = 0;
  readonly #editOf = new Map<string, number>();
  readonly #madeAt = new Map<string, number>();
  readonly #asked: { filter: object; sorts: object[] }[] = [];
  readonly #trashed = new Set<string>();

  constructor(draw: Draw, sourceId: string, columns: string[]) {
    this.#draw = draw;
    this.#sourceId = sourceId;
    this.columns = columns;
    const related = columns.includes("Related") ? ["Related", of(draw, Object.keys(ROLLUPS))] : [];
    this.#watched = ["Name", of(draw, columns), of(draw, columns), ...related];
  }

  static async open(draw: Draw): Promise<Table> {
    const chosen = someColumns(draw);
    const { data_sources } = await send("POST", "/v1/databases", {
      parent: { workspace: true },
      initial_data_source: { properties: Object.fromEntries(chosen.map((name) => [name, COLUMNS[name]])) },
    });
    const id = data_sources[0].id;
    if (draw(4) === 0) return new Table(draw, id, chosen);
    const kind = draw(2) === 0 ? { single_property: {} } : { dual_property: {} };
    await send("PATCH", `/v1/data_sources/${id}`, {
      properties: { Related: { relation: { data_source_id: id, ...kind } } },
    });
    const rollups = Object.entries(ROLLUPS).map(([name, [column, how]]) => [
      name,
      { rollup: { relation_property_name: "Related", rollup_property_name: column, function: how } },
    ]);
    await send("PATCH", `/v1/data_sources/${id}`, { properties: Object.fromEntries(rollups) });
    return new Table(draw, id, [...chosen, "Related", ...Object.keys(ROLLUPS)]);
  }

  async add(): Promise<void> {
    const parent = { type: "data_source_id", data_source_id: this.#sourceId };
    const { id } = await this.#write("POST", "/v1/pages", { parent, properties: this.#values(2) });
    this.rowIds.push(id);
    this.#madeAt.set(id, world.clock.ms);
    this.#note(id);
  }

  /** An edit of some cells, the trash, or back from it. */
  async change(): Promise<void> {
    const id = of(this.#draw, this.rowIds);
    const inTrash = this.#trashed.has(id);
    const moves = inTrash || this.#draw(4) === 0;
    const body = moves ? { in_trash: !inTrash } : { properties: this.#values(3) };
    await this.#write("PATCH", `/v1/pages/${id}`, body);
    if (moves && !inTrash) this.#trashed.add(id);
    else this.#trashed.delete(id);
    this.#note(id);
  }

  /** A new question, and all that were asked before: what the emulator keeps of them must follow the edits. */
  async compareAll(): Promise<void> {
    const filter = someFilter(this.#draw, this.#watched, this.rowIds);
    this.#asked.push({ filter, sorts: someSorts(this.#draw, this.#watched) });
    for (const asked of this.#asked) await this.#compare(asked);
  }

  /** What the emulator finds, page by page, beside what the naive evaluator finds among the pages as they are shown. */
  async #compare({ filter, sorts }: { filter: object; sorts: object[] }): Promise<void> {
    const found = await this.#find({ filter, sorts, page_size: 1 + this.#draw(6) });
    const pages = await Promise.all(this.rowIds.map((id) => send("GET", `/v1/pages/${id}`)));
    const live = pages.filter((page) => !page.in_trash) as Row[];
    const asking = { now: world.clock.now(), me: ADA.id };
    const expected = sorted(live, sorts, OPTIONS_OF, (id, time) => this.#placeOf(id, time)).filter((row) =>
      passes(filter, row, asking),
    );

    expect(this.#names(found), JSON.stringify({ filter, sorts })).toEqual(
      this.#names(expected.map(({ id }) => id)),
    );
  }

  async #find(body: object): Promise<string[]> {
    const found: string[] = [];
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const page = await send("POST", `/v1/data_sources/${this.#sourceId}/query`, {
        ...body,
        ...(cursor && { start_cursor: cursor }),
      });
      found.push(...page.results.map(({ id }: { id: string }) => id));
      cursor = page.next_cursor;
    }
    return found;
  }

  #write(method: string, path: string, body: object) {
    // Time stands most of the time: what changes then changes by the write alone.
    if (this.#draw(3) === 0) world.clock.pass(this.#draw(90));
    return send(method, path, body, of(this.#draw, ["ntn_ada", "ntn_bot"]));
  }

  /** One in so many columns is left alone. */
  #values(one: number): object {
    const written = this.columns.filter(() => this.#draw(one) === 0);
    const values = written.map((name) => [name, someValue(this.#draw, name, this.rowIds)] as const);
    return Object.fromEntries(values.filter(([, value]) => value));
  }

  #note(id: string): void {
    this.#edits += 1;
    this.#editOf.set(id, this.#edits);
  }

  #placeOf(id: string, time: string): number {
    return (time === "created_time" ? this.#madeAt : this.#editOf).get(id) ?? 0;
  }

  #names(ids: string[]): string[] {
    return ids.map((id) => `row ${this.rowIds.indexOf(id)}`);
  }
}

async function send(method: string, path: string, body?: object, token = "ntn_ada") {
  const headers = {
    authorization: `Bearer ${token}`,
    "notion-version": "2026-03-11",
    "content-type": "application/json",
  };
  const answer = await fetch(`${world.emulator.url}${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  const json = (await answer.json()) as any;
  if (!answer.ok) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${json.message}`);
  return json;
}

describe("a query, beside an evaluator that remembers nothing", () => {
  test.each([
    ["sorted anew", 2_000],
    ["sorted by orders that are kept", 0],
  ])(
    "finds the same rows in the same order after any edits, %s",
    async (_, sortAnew) => {
      world = await openWorld({ sortAnew });
      await fc.assert(
        fc.asyncProperty(fc.gen(), async (g) => {
          const draw = (below: number) => g(fc.integer, { min: 0, max: below - 1 });
          const table = await Table.open(draw);
          for (let rows = 3 + draw(8); rows > 0; rows--) await table.add();
          for (let round = 0; round < 8; round++) {
            await table.compareAll();
            for (let edits = draw(3); edits > 0; edits--) await table.change();
            if (draw(4) === 0) await table.add();
          }
        }),
        { numRuns: process.env.ROWBELL_TEST_SEED === undefined ? 20 : 300, endOnFailure: true },
      );
    },
    120_000,
  );
});
