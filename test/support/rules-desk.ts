import type { Block } from "../../shared/domain/block.ts";
import { NotFoundError } from "../../shared/domain/errors.ts";
import type { Property, Row, SourceSchema, Value } from "../../shared/domain/row.ts";
import { optionalColumns, ruleColumns } from "../../shared/domain/rules-database.ts";
import { reportRules } from "../../shared/pipeline/report/report-rules.ts";
import { syncRules } from "../../shared/pipeline/rules/sync-rules.ts";
import type { Cell, Connection, Lease, PollServices, Purpose, Workspace } from "../../shared/ports.ts";
import { leasesIn } from "../../shared/stores/leases.ts";
import { rulesIn } from "../../shared/stores/rules.ts";
import { sourcesIn } from "../../shared/stores/sources.ts";
import { memoryTable } from "../sim/memory-table.ts";
import { aColumn, anOption, columnId } from "./builders.ts";

const rulesId = "rules";
const person = "user-ada";
const self = "user-rowbell";

type Found = Parameters<typeof reportRules>[4];

/** A Rules database and the sources it watches, in memory and edited by hand, with the production stores over them. */
export async function openRulesDesk({ boxes = true } = {}) {
  let time = Date.parse("2026-03-02T10:00:20.000Z");
  let ids = 0;
  const clock = { now: () => new Date(time) };
  const table = memoryTable(clock);
  const newId = () => `id-${++ids}`;
  const columns = { ...ruleColumns, ...(boxes ? optionalColumns : {}) };
  const rulesSource: SourceSchema = {
    id: rulesId,
    name: "Rules",
    columns: Object.entries(columns).map(([name, type]) => aColumn(name, type)),
  };
  const sources = new Map<string, SourceSchema | Error>([[rulesId, rulesSource]]);
  const rows = new Map<string, Row>();
  const bodies = new Map<string, Block[] | Error>();
  const hidden = new Set<string>();
  const writes: { ruleId: string; purpose: Purpose; cells: Record<string, Cell> }[] = [];
  const asked: string[] = [];
  const failures: Error[] = [];

  const edit = (ruleId: string, cells: Record<string, Value>, by = person) => {
    const row = rows.get(ruleId) as Row;
    const minute = `${clock.now().toISOString().slice(0, 16)}:00.000Z`;
    const changed = Object.entries(cells).map(([name, value]) => [columnId(name), propertyOf(name, value)]);
    const properties = { ...row.properties, ...Object.fromEntries(changed) };
    rows.set(ruleId, { ...row, properties, lastEditedTime: minute, lastEditedBy: by });
  };
  const within = (purpose: Purpose): Workspace => ({
    rows: async () => ({
      rows: [...rows.values()].filter(({ id, inTrash }) => !inTrash && !hidden.has(id)),
      next: undefined,
      incomplete: false,
    }),
    row: async (id) => (hidden.has(id) ? undefined : rows.get(id)),
    value: async () => ({ type: "number", value: null }),
    async source(reference) {
      asked.push(reference);
      const source = sources.get(reference);
      if (source instanceof Error) throw source;
      if (!source) throw new NotFoundError("no such database");
      return structuredClone(source);
    },
    async body(id) {
      const body = bodies.get(id) ?? [];
      if (body instanceof Error) throw body;
      return body;
    },
    blockFile: async () => undefined,
    cellFiles: async () => [],
    async writeCells(ruleId, cells) {
      const failure = failures.shift();
      if (failure) throw failure;
      writes.push({ ruleId, purpose, cells });
      const named = Object.entries(cells).map(([id, cell]) => [id.slice(1), cellValue(cell)]);
      edit(ruleId, Object.fromEntries(named), self);
    },
    find: async () => [],
    addRow: async () => "",
    addToBody: async () => {},
    trash: async () => {},
    author: async () => "ada@example.com",
    self: async () => self,
    now: () => clock.now(),
    requests: () => 0,
  });
  const connection: Connection = {
    id: "main",
    rulesReference: rulesId,
    workspace: within("incremental"),
    within,
  };
  const stores = { rules: rulesIn(table, newId), sources: sourcesIn(table, newId) };
  const services = {
    clock,
    log: { info() {}, error() {} },
    ...stores,
  } as unknown as PollServices;
  const lease: Lease = await leasesIn(table).take(connection.id);
  const sync = () => syncRules(services, connection, lease);

  return {
    stores,
    lease,
    sources,
    rows,
    bodies,
    writes,
    asked,
    failures,
    hidden,
    edit,
    sync,
    wait(seconds: number): void {
      time += seconds * 1000;
    },
    /** A live rule; `cells` by the name of their column. */
    addRule(id: string, cells: Record<string, string>): string {
      const created = clock.now().toISOString();
      rows.set(id, rowOf(id, created));
      const texts = {
        Rule: id,
        State: "Live",
        Then: "Send email",
        To: "ada@example.com",
        Subject: "Hi",
        ...cells,
      };
      edit(id, Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, text(name, value)])));
      for (const [name, type] of Object.entries(columns))
        if (!(name in texts)) edit(id, { [name]: empty(type) });
      return id;
    },
    /** Changes a watched source's schema. */
    alter(id: string, change: (source: SourceSchema) => void): void {
      change(sources.get(id) as SourceSchema);
    },
    async report(found: Partial<{ -readonly [Key in keyof Found]: Found[Key] }> = {}) {
      const book = await sync();
      const given = {
        problems: new Map(),
        refusals: new Map(),
        waiting: new Map(),
        tallies: new Map(),
        ...found,
      };
      await reportRules(services, connection, lease, book, given, () => true);
      return book;
    },
    head: async (ruleId: string) => {
      const head = await stores.rules.head(connection.id, ruleId);
      if (!head) throw new Error(`there is no rule ${ruleId}`);
      return head;
    },
    cell: (ruleId: string, name: string) => rows.get(ruleId)?.properties[columnId(name)]?.value,
  };
}

/** A source with a status and an e-mail column, as rules watch it. */
export function ordersSource(id: string): SourceSchema {
  const status = aColumn("Status", "status", { options: ["Todo", "Done"].map(anOption) });
  return { id, name: "Orders", columns: [aColumn("Name", "title"), status, aColumn("Email", "email")] };
}

function rowOf(id: string, createdTime: string): Row {
  return {
    id,
    sourceId: rulesId,
    url: "",
    createdTime,
    lastEditedTime: createdTime,
    lastEditedBy: person,
    inTrash: false,
    properties: {},
  };
}

function propertyOf(name: string, value: Value): Property {
  return { id: columnId(name), name, ...value };
}

export function text(column: string, value: string): Value {
  const type = ruleColumns[column as keyof typeof ruleColumns];
  if (type === "select") return { type, value: value === "" ? null : anOption(value) };
  return { type: type === "title" ? "title" : "rich_text", value: [{ text: value }] };
}

function empty(type: string): Value {
  if (type === "checkbox") return { type, value: false };
  if (type === "select" || type === "number" || type === "date") return { type, value: null };
  return { type: "rich_text", value: [] };
}

function cellValue(cell: Cell): Value {
  switch (cell.type) {
    case "rich_text":
      return { type: cell.type, value: [{ text: cell.text }] };
    case "select":
      return { type: cell.type, value: anOption(cell.name) };
    case "number":
      return { type: cell.type, value: cell.value };
    case "date":
      return { type: cell.type, value: { start: cell.start } };
    case "checkbox":
      return { type: cell.type, value: cell.checked };
    default:
      throw new RangeError(`no cell of a rule's row is of the type ${cell.type}`);
  }
}
