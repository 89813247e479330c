import type { Block } from "../../shared/domain/block.ts";
import type { Row, SourceSchema, Value } from "../../shared/domain/row.ts";
import type { Cell, RowPage, RowWindow, Wanted } from "../../shared/ports.ts";
import { answerRow, columnsOf } from "./notion-api/answer-row.ts";
import { down, notFound, refusedWrite } from "./notion-api/failures.ts";
import { find } from "./notion-api/find.ts";
import { fitsColumns } from "./notion-api/fits-columns.ts";
import type { NotionHost, Watched } from "./notion-api/host.ts";
import { query } from "./notion-api/query.ts";
import { request } from "./notion-api/request.ts";
import { writtenValue } from "./notion-api/written-value.ts";
import { type Cells, newest, type State, type Trouble, type WorldSource } from "./notion-world.ts";
import type { Process } from "./process.ts";

const replicaMs = 15_000;

/** One process's requests to Notion, before anything is retried. Throws NotionFailure. */
export class NotionApi {
  date: Date | undefined;
  requests = 0;
  readonly #host: NotionHost;
  readonly #process: Process;
  readonly #watched: Watched;

  constructor(host: NotionHost, process: Process, watched: Watched) {
    this.#host = host;
    this.#process = process;
    this.#watched = watched;
  }

  query(sourceId: string, window: RowWindow, cursor: string | undefined): Promise<RowPage> {
    return this.#request(() => query(this.#host, this.#watched, this.#source(sourceId), window, cursor));
  }

  row(rowId: string): Promise<Row> {
    return this.#request(() => {
      const { world, faults } = this.#host;
      const row = world.rows.get(rowId);
      if (!row || this.#seemsGone("row seems gone once")) throw notFound(this.#now());
      let state = newest(row);
      if (world.isLost(this.#source(state.sourceId))) throw notFound(this.#now());
      // A page comes from the database itself, at worst from a replica that is seconds behind.
      const isFresh = this.#now() - state.at < replicaMs && row.states.length > 1;
      if (isFresh && faults.strike("page shows an old state")) {
        this.#watched.onAnomaly();
        state = row.states.at(-2) as State;
      }
      const source = this.#sourceEver(state.sourceId);
      const shown = answerRow(this.#host, row, state, columnsOf(source));
      return world.has(source, "source is in the trash for a while") ? { ...shown, inTrash: true } : shown;
    });
  }

  value(rowId: string, propertyId: string): Promise<Value> {
    return this.#request(() => {
      const row = this.#host.world.rows.get(rowId);
      const cell = row && newest(row).cells[propertyId];
      if (!cell) throw notFound(this.#now());
      return cell;
    });
  }

  /** And what production's reading of it refuses. */
  source(reference: string): Promise<{ schema: SourceSchema; trouble?: Trouble }> {
    return this.#request(() => {
      const { world } = this.#host;
      const source = this.#source(reference);
      const schema = world.schema(source);
      if (world.has(source, "source is in the trash for a while"))
        return { schema, trouble: "source is in the trash for a while" };
      if (reference === source.databaseId && world.has(source, "second data source for a while"))
        return { schema, trouble: "second data source for a while" };
      return { schema };
    });
  }

  body(rowId: string): Promise<Block[]> {
    return this.#request(() => this.#host.bodies.get(rowId) ?? []);
  }

  async writeCells(rowId: string, cells: Record<string, Cell>): Promise<void> {
    const { faults, world, bot } = this.#host;
    await this.#request(() => {
      const row = world.rows.get(rowId);
      if (!row || newest(row).inTrash) throw notFound(this.#now());
      const source = this.#sourceEver(newest(row).sourceId);
      if (source.name === "Runs" && (world.isLost(source) || faults.strike("line is refused")))
        throw notFound(this.#now());
      const columns = columnsOf(source);
      if (faults.strike("write is refused") || !fitsColumns(cells, columns))
        throw refusedWrite(JSON.stringify(cells));
      world.change(row, bot, "is written by Rowbell", { cells: writtenCells(cells) });
      if (faults.strike("write is done and answered by 503")) throw down(this.#now());
    });
  }

  find(sourceId: string, wanted: Wanted): Promise<Row[]> {
    return this.#request(() => find(this.#host, this.#source(sourceId), wanted));
  }

  addRow(sourceId: string, cells: Record<string, Cell>, body: readonly Block[]): Promise<string> {
    const { faults, world, bot, bodies } = this.#host;
    return this.#request(() => {
      const source = this.#source(sourceId);
      if (faults.strike("line is refused") || !fitsColumns(cells, columnsOf(source)))
        throw refusedWrite(JSON.stringify(cells));
      const row = world.addRow(source, writtenCells(cells), bot);
      bodies.set(row.id, [...body]);
      if (faults.strike("line is made and answered by 503")) throw down(this.#now());
      return row.id;
    });
  }

  addToBody(rowId: string, body: readonly Block[]): Promise<void> {
    const { bodies, faults } = this.#host;
    return this.#request(() => {
      bodies.set(rowId, [...(bodies.get(rowId) ?? []), ...body]);
      if (faults.strike("line is made and answered by 503")) throw down(this.#now());
    });
  }

  trash(rowId: string): Promise<void> {
    const { world, bot } = this.#host;
    return this.#request(() => {
      const row = world.rows.get(rowId);
      if (!row) throw notFound(this.#now());
      world.change(row, bot, "is thrown away by Rowbell", { inTrash: true });
    });
  }

  /** Everybody who edits rules is one person; the bot has no address. */
  author(rowId: string): Promise<string | undefined> {
    return this.#request(() => {
      const row = this.#host.world.rows.get(rowId);
      if (!row) throw notFound(this.#now());
      return "author@example.com";
    });
  }

  self(): Promise<string> {
    return this.#request(() => this.#host.bot);
  }

  #request<T>(answer: () => T): Promise<T> {
    this.requests++;
    return request(this.#host, this.#process, answer, (date) => {
      this.date = date;
    });
  }

  #source(reference: string): WorldSource {
    const source = this.#sourceEver(reference);
    if (this.#host.world.isLost(source) || this.#seemsGone("source seems gone once"))
      throw notFound(this.#now());
    return source;
  }

  #sourceEver(reference: string): WorldSource {
    for (const source of this.#host.world.sources.values())
      if (source.id === reference || source.databaseId === reference) return source;
    throw notFound(this.#now());
  }

  #seemsGone(kind: "source seems gone once" | "row seems gone once"): boolean {
    if (!this.#host.faults.strike(kind)) return false;
    this.#watched.onAnomaly();
    return true;
  }

  #now(): number {
    return this.#host.time.now();
  }
}

function writtenCells(cells: Readonly<Record<string, Cell>>): Cells {
  return Object.fromEntries(Object.entries(cells).map(([id, cell]) => [id, writtenValue(cell)]));
}
