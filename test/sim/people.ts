import type { Column } from "../../shared/domain/row.ts";
import {
  date,
  extraColumn,
  number,
  score,
  status,
  statuses,
  text,
  title,
  watchedColumns,
} from "./columns.ts";
import type { Faults } from "./faults.ts";
import type { NotionHost } from "./notion-api/host.ts";
import { type Cells, newest, type WorldRow, type WorldSource } from "./notion-world.ts";
import { type Rng, rngOf } from "./rng.ts";

/** Those who work in the watched sources. */
export type People = {
  host: NotionHost;
  faults: Faults;
  rng: Rng;
  sources: readonly WorldSource[];
  /** Until when what they began has to be ended: columns brought back, sources shared again. */
  endsAt: number;
};

const person = "user-ada";
/** In every text that people type, so that it shows where it should not. */
export const canary = "kanarie";

export function addRow({ host, rng }: People, source: WorldSource, createdAt?: number): WorldRow {
  const name = `${rng.pick(["Lamp", "Desk", "Chair", "Vase", "Sofa"])} ${host.world.rows.size} ${canary}`;
  return host.world.addRow(
    source,
    {
      title: title(name),
      st: status(rng.pick(statuses)),
      am: number(rng.int(0, 100)),
      em: { type: "email", value: "ada@example.com" },
      sc: score(rng.int(0, 100)),
    },
    person,
    createdAt,
  );
}

/** One thing that somebody does. */
export function work(people: People): void {
  const { faults, rng, sources } = people;
  const source = rng.pick(sources);
  const rows = [...source.rows].filter((row) => isIn(row, source));
  const row = rows.length > 0 ? rng.pick(rows) : undefined;
  if (faults.strike("dozens are pasted")) paste(people, source, rows);
  else if (changeSource(people, source)) return;
  else if (row === undefined || rng.chance(0.1)) addRow(people, source);
  else if (faults.strike("row is trashed")) trash(people, row);
  else if (faults.strike("row moves to another source")) move(people, row);
  else if (faults.strike("value changes without an edit")) recompute(people, rows.slice(0, 3));
  else if (faults.strike("row is poison for a while")) poison(people, row);
  else editSomehow(people, row);
}

function recompute({ host, rng }: People, rows: readonly WorldRow[]): void {
  for (const row of rows) host.world.recompute(row, { sc: score(rng.int(0, 100)) });
}

function poison(people: People, row: WorldRow): void {
  const { host, rng, endsAt } = people;
  const from = host.time.now();
  const until = Math.min(from + 60_000 * rng.int(2, 20), endsAt);
  row.poison ??= { kind: rng.pick(["unreadable", "unstorable"]), from, until };
  edit(people, row, { st: status(rng.pick(statuses)) }, "is poison");
}

function isIn(row: WorldRow, source: WorldSource): boolean {
  const { sourceId, inTrash } = newest(row);
  return sourceId === source.id && !inTrash;
}

function editSomehow(people: People, row: WorldRow): void {
  const { host, faults, rng } = people;
  const before = newest(row).cells;
  const cells = someCells(people);
  edit(people, row, cells, "is edited");
  if (faults.strike("undone within the minute")) {
    const undone = Object.fromEntries(
      Object.keys(cells).flatMap((id) => (before[id] ? [[id, before[id]]] : [])),
    );
    host.time.at(host.time.now() + 1000 * rng.int(2, 55), () => edit(people, row, undone, "is undone"));
  } else if (faults.strike("edited again within seconds")) {
    host.time.at(host.time.now() + 1000 * rng.int(3, 40), () =>
      edit(people, row, someCells(people), "is edited again"),
    );
  }
}

/** Nobody edits what is in the trash, nor a cell whose column is gone or holds another type. */
function edit({ host }: People, row: WorldRow, cells: Cells, why: string): void {
  const { inTrash, sourceId } = newest(row);
  const source = host.world.sources.get(sourceId);
  if (inTrash || !source || host.world.has(source, "source is in the trash for a while")) return;
  const columns = host.world.schema(source).columns;
  const shown = Object.entries(cells).filter(([id, { type }]) =>
    columns.some((column) => column.id === id && column.type === type),
  );
  if (shown.length > 0) host.world.change(row, person, why, { cells: Object.fromEntries(shown) });
}

function someCells({ host, faults, rng }: People): Cells {
  if (faults.strike("row is larger than an item")) return { no: text(hugeText()) };
  if (faults.strike("row holds a strange text")) return { no: text(rng.pick(strangeTexts)) };
  switch (rng.int(1, 8)) {
    case 1:
    case 2:
    case 3:
      return { st: status(rng.pick(statuses)) };
    case 4:
    case 5:
      return { am: number(rng.int(0, 100)) };
    case 6:
      return { du: date(someDay(host.time.now(), rng)) };
    case 7:
      return {
        re: {
          type: "relation",
          value: Array.from({ length: rng.int(0, 40) }, () => `row-${rng.int(1, 99)}`),
        },
      };
    default:
      return { no: text(`${canary} ${rng.int(1, 99)}`) };
  }
}

function someDay(now: number, rng: Rng): string {
  if (rng.chance(0.25)) return new Date(now + 86_400_000 * rng.int(0, 1)).toISOString().slice(0, 10);
  const at = now + 60_000 * rng.int(-20, 60);
  return new Date(at - (at % 60_000)).toISOString();
}

let huge: string | undefined;

/** Larger than an item may be, also when it is compressed. */
function hugeText(): string {
  if (huge === undefined) {
    const rng = rngOf(1);
    huge = "";
    while (huge.length < 600_000) huge += Math.floor(rng.next() * 2 ** 32).toString(36);
  }
  return huge;
}

const strangeTexts = [
  `${canary} 👩‍👩‍👧‍👦 שלום \u0000 \u202e`,
  `${canary} {{ Name }} {{{{ \ud800`,
  `${canary} ${"ß".repeat(2_000)}`,
  "__proto__",
];

/** A selection of rows is set to one value, or many rows are made at once. */
function paste(people: People, source: WorldSource, rows: readonly WorldRow[]): void {
  const { rng } = people;
  if (rng.chance(0.3)) {
    for (let i = rng.int(3, 30); i > 0; i--) addRow(people, source);
    return;
  }
  const cells = rng.chance(0.5) ? { st: status("Done") } : { am: number(rng.int(50, 100)) };
  for (const row of rows.slice(0, rng.int(5, 60))) edit(people, row, cells, "is pasted into");
}

function trash(people: People, row: WorldRow): void {
  const { host, rng } = people;
  host.world.change(row, person, "is trashed", { inTrash: true });
  if (rng.chance(0.3)) return;
  host.time.at(Math.min(host.time.now() + 60_000 * rng.int(0, 50), people.endsAt), () =>
    host.world.change(row, person, "is restored", { inTrash: false }),
  );
}

function move(people: People, row: WorldRow): void {
  const { host, sources } = people;
  const target = sources.find(({ id }) => id !== newest(row).sourceId);
  if (target) host.world.change(row, person, `is moved to ${target.name}`, { sourceId: target.id });
}

/** Something happens to a source as a whole; most of it is taken back after a while. */
function changeSource(people: People, source: WorldSource): boolean {
  const { host, faults, rng } = people;
  const now = host.time.now();
  const end = Math.min(now + 60_000 * rng.int(1, 30), people.endsAt);
  const columns = host.world.schema(source).columns;
  const isWhole =
    columns.length === watchedColumns.length &&
    columns.every(({ name }, i) => name === watchedColumns[i]?.name);
  if (faults.strike("source is lost and regained")) {
    source.lost.push({ from: now, until: end });
    return true;
  }
  for (const kind of ["source is in the trash for a while", "second data source for a while"] as const) {
    if (!faults.strike(kind)) continue;
    source.troubles.push({ kind, from: now, until: end });
    return true;
  }
  if (!isWhole) return false;
  const back = () => host.time.at(end, () => host.world.setColumns(source, watchedColumns));
  if (faults.strike("column is renamed"))
    host.world.setColumns(
      source,
      columns.map((column) => (column.id === "am" ? { ...column, name: "Sum" } : column)),
    );
  else if (faults.strike("column is removed and brought back"))
    host.world.setColumns(source, without(columns, rng.pick(["no", "am", "re"])));
  else if (faults.strike("column is of another type for a while"))
    host.world.setColumns(
      source,
      columns.map((column) => (column.id === "am" ? { ...column, type: "rich_text" as const } : column)),
    );
  else if (faults.strike("column is added")) host.world.setColumns(source, [...columns, extraColumn]);
  else return false;
  back();
  return true;
}

function without(columns: readonly Column[], id: string): Column[] {
  return columns.filter((column) => column.id !== id);
}
