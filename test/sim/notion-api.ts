import type { Block } from "../../shared/domain/block.ts";
import {
  type Property,
  plainText,
  type Row,
  type SourceSchema,
  type Value,
} from "../../shared/domain/row.ts";
import type { Cell, RowPage, RowWindow } from "../../shared/ports.ts";
import { emptyValue } from "./empty-value.ts";
import type { Faults } from "./faults.ts";
import {
  cut,
  down,
  lost,
  notFound,
  overLimit,
  refusals,
  refusedCursor,
  refusedWrite,
  webPage,
} from "./notion-failures.ts";
import {
  indexedState,
  minuteOf,
  type NotionWorld,
  newest,
  type State,
  show,
  type Trouble,
  type WorldRow,
  type WorldSource,
} from "./notion-world.ts";
import type { Process } from "./process.ts";
import type { Rng } from "./rng.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How this seed's Notion is. Requests a minute; rows. */
export type NotionTraits = { pageSize: number; cap: number; limit: number };

const replicaMs = 15_000;

/** What all processes of one seed talk to. */
export type NotionHost = {
  world: NotionWorld;
  time: VirtualTime;
  faults: Faults;
  latency: Rng;
  traits: NotionTraits;
  bodies: Map<string, Block[]>;
  bot: string;
  downUntil: number;
  window: { minute: number; requests: number };
  requests: number;
};

/** Who wants to know: of answers that showed what was not so, and of queries. */
export type Watched = { onAnomaly(): void; onQuery(sourceId: string, window: RowWindow): void };

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
    return this.#request(() => this.#queryNow(this.#source(sourceId), window, cursor));
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
      const shown = this.#show(row, state, columnsOf(source));
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
    return this.#request(() => structuredClone(this.#host.bodies.get(rowId) ?? []));
  }

  async writeCells(rowId: string, cells: Record<string, Cell>): Promise<void> {
    const { faults, world, bot } = this.#host;
    await this.#request(() => {
      const row = world.rows.get(rowId);
      if (!row || newest(row).inTrash) throw notFound(this.#now());
      if (faults.strike("write is refused")) throw refusedWrite(JSON.stringify(cells));
      const written = Object.entries(cells).map(([id, cell]) => [id, writtenValue(cell)] as const);
      world.change(row, bot, "is written by Rowbell", { cells: Object.fromEntries(written) });
      if (faults.strike("write is done and answered by 503")) throw down(this.#now());
    });
  }

  self(): Promise<string> {
    return this.#request(() => this.#host.bot);
  }

  async #request<T>(answer: () => T): Promise<T> {
    const { faults, latency, time } = this.#host;
    this.requests++;
    this.#host.requests++;
    return this.#process.call(latency.int(60, 400), async () => {
      this.#refuse();
      if (faults.strike("request never arrives")) await this.#giveUp();
      if (faults.strike("answer comes slowly"))
        await time.sleep(faults.rng("answer comes slowly").int(1_000, 14_000));
      this.#tellDate();
      const value = answer();
      if (faults.strike("answer never arrives")) await this.#giveUp();
      if (faults.strike("answer is cut short")) throw cut();
      if (faults.strike("answer is a web page")) throw webPage();
      return value;
    });
  }

  /** Before anything is done. */
  #refuse(): void {
    const host = this.#host;
    const { faults, window, traits } = host;
    const now = this.#now();
    if (faults.strike("Notion is down for minutes"))
      host.downUntil = now + 60_000 * faults.rng("Notion is down for minutes").int(2, 25);
    if (now < host.downUntil) throw down(now);
    for (const [kind, failure] of refusals) if (faults.strike(kind)) throw failure(now);
    const minute = Math.floor(now / 60_000);
    if (window.minute !== minute) Object.assign(window, { minute, requests: 0 });
    if (++window.requests > traits.limit) throw overLimit(now);
  }

  async #giveUp(): Promise<never> {
    await this.#host.time.sleep(15_000);
    throw lost();
  }

  #tellDate(): void {
    const { faults } = this.#host;
    if (faults.strike("answer has no date")) return;
    const now = this.#now();
    const off = faults.strike("date header is off")
      ? 1000 * faults.rng("date header is off").int(-600, 600)
      : 0;
    this.date = new Date(now - (now % 1000) + off);
  }

  #queryNow(source: WorldSource, window: RowWindow, cursor: string | undefined): RowPage {
    const { faults, traits } = this.#host;
    this.#watched.onQuery(source.id, window);
    const start = this.#startOf(cursor);
    const found = this.#find(source, window);
    // Nobody writes 10,000 rules: their database is read without regard to the cap.
    const capped = source.name === "Rules" ? found : found.slice(0, traits.cap);
    let size = traits.pageSize;
    if (faults.strike("page is short")) size = faults.rng("page is short").int(1, size);
    if (faults.strike("page is empty and has more")) size = 0;
    const page = capped.slice(start, start + size);
    const end = start + size;
    const hasMore = end < capped.length || (size === 0 && start < capped.length);
    const columns = columnsOf(source);
    const rows = page.map(({ row, state }) => this.#show(row, state, columns));
    this.#disturb(rows);
    const incomplete = !hasMore && found.length > capped.length;
    if (incomplete) this.#host.faults.happened("query stops at the cap");
    return { rows, next: hasMore ? `c${end}` : undefined, incomplete };
  }

  #startOf(cursor: string | undefined): number {
    if (cursor === undefined) return 0;
    const { faults } = this.#host;
    if (faults.strike("cursor is refused")) throw refusedCursor(this.#now());
    let start = Number(cursor.slice(1));
    if (faults.strike("rows move on between pages")) start = Math.max(0, start - 1);
    if (faults.strike("rows move back between pages")) {
      this.#watched.onAnomaly();
      start += 1;
    }
    return start;
  }

  #find(
    source: WorldSource,
    { by, from, minute, part }: RowWindow,
  ): { row: WorldRow; state: State; time: number }[] {
    const { faults } = this.#host;
    const replica = "query is answered by an old replica";
    const isOld = faults.strike(replica);
    if (isOld) this.#watched.onAnomaly();
    const at = this.#now() - (isOld ? 1000 * faults.rng(replica).int(5, 180) : 0);
    const least = from === undefined ? 0 : Math.floor(Date.parse(from) / 60_000);
    const found: { row: WorldRow; state: State; time: number }[] = [];
    if (this.#host.world.has(source, "source is in the trash for a while")) return found;
    for (const row of source.rows) {
      const state = this.#indexed(row, at);
      if (!state || state.inTrash || state.sourceId !== source.id) continue;
      const time = Math.floor((by === "edited" ? state.editedAt : row.createdAt) / 60_000);
      if (time < least || (minute && time !== least)) continue;
      if (part && !part.every(({ letter, has }) => titleOf(state).includes(letter) === has)) continue;
      if (faults.strike("row is missing once")) this.#watched.onAnomaly();
      else found.push({ row, state, time });
    }
    return found.sort((a, b) => a.time - b.time || a.row.number - b.row.number);
  }

  #indexed(row: WorldRow, at: number): State | undefined {
    const state = indexedState(row, at);
    if (!state || row.states.length < 2 || !this.#host.faults.strike("query shows an old state"))
      return state;
    this.#watched.onAnomaly();
    return indexedState(row, state.indexedAt - 1) ?? state;
  }

  #disturb(rows: Row[]): void {
    const { faults } = this.#host;
    if (rows.length > 1 && faults.strike("rows come in another order")) rows.reverse();
    if (rows.length > 0 && faults.strike("row is listed twice"))
      rows.push(faults.rng("row is listed twice").pick(rows));
  }

  #show(row: WorldRow, state: State, columns: WorldSource["schemas"][number]["columns"]): Row {
    const shown = show(row, state, columns);
    if (!this.#host.faults.strike("properties come in another order")) return shown;
    const properties: [string, Property][] = Object.entries(shown.properties).reverse();
    return { ...shown, properties: Object.fromEntries(properties) };
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

function columnsOf(source: WorldSource): WorldSource["schemas"][number]["columns"] {
  return (source.schemas.at(-1) as WorldSource["schemas"][number]).columns;
}

function titleOf({ cells }: State): string {
  for (const cell of Object.values(cells))
    if (cell.type === "title") return plainText(cell.value).toLowerCase();
  return "";
}

function writtenValue(cell: Cell): Value {
  switch (cell.type) {
    case "title":
    case "rich_text":
      return { type: cell.type, value: cell.text === "" ? [] : [{ text: cell.text }] };
    case "url":
    case "email":
    case "phone_number":
      return { type: cell.type, value: cell.text };
    case "select":
    case "status":
      return { type: cell.type, value: { id: cell.id ?? `option-${cell.name}`, name: cell.name } };
    case "multi_select":
      return { type: "multi_select", value: [...cell.options] };
    case "number":
      return { type: "number", value: cell.value };
    case "date":
      return { type: "date", value: { start: minuteOf(Date.parse(cell.start)) } };
    case "checkbox":
      return { type: "checkbox", value: cell.checked };
    case "empty":
      return emptyValue(cell.of);
  }
}
