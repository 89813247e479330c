import { afterEach, describe, expect, it } from "vitest";
import { NotFoundError, PermanentError } from "../../shared/domain/errors.ts";
import { plainText, type Row, rowTitle } from "../../shared/domain/row.ts";
import type { Cell, RowPage, RowWindow, Workspace } from "../../shared/ports.ts";

/** Cells by column name: text, or ids of related rows. */
export type Cells = { Name?: string; Note?: string; Others?: string[] };

/** A workspace and a person who works in it beside the one that is tested. Ids are UUIDs. */
export type Opened = {
  workspace: Workspace;
  /**
   * A source with the columns Name (title), Note (rich_text), State (select), Fired (number), Due (date), Done (checkbox)
   * and Others (relation to itself). @returns its id.
   */
  makeSource(name: string): Promise<string>;
  trashSource(sourceId: string): Promise<void>;
  /** @param paragraphs what stands on the row's page. @returns its id. */
  makeRow(sourceId: string, cells: Cells, paragraphs?: string[]): Promise<string>;
  edit(rowId: string, cells: Cells): Promise<void>;
  trash(rowId: string): Promise<void>;
  restore(rowId: string): Promise<void>;
  move(rowId: string, sourceId: string): Promise<void>;
  /** Lets time pass. */
  pass(seconds: number): void;
  /** Notion's own time. Begins at no full minute. */
  now(): Date;
  close(): Promise<void>;
};
/** `queryCap`: most rows one query walks through, 10,000 unless a test lowers it. */
export type OpenWorkspace = (options: { queryCap?: number }) => Promise<Opened>;

const missing = "99999999-9999-4999-8999-999999999999";

/** What the pipeline relies on in any Workspace. */
export function workspaceContract(open: OpenWorkspace): void {
  const opened: Opened[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  async function start(options: { queryCap?: number } = {}) {
    const person = await open(options);
    opened.push(person);
    const { workspace } = person;
    const sourceId = await person.makeSource("Orders");
    /** Makes rows of these names, a minute or so apart. */
    const make = async (...names: string[]) => {
      const ids: string[] = [];
      for (const Name of names) {
        if (ids.length > 0) person.pass(61);
        ids.push(await person.makeRow(sourceId, { Name }));
      }
      return ids as [string, string, string, ...string[]];
    };
    const read = (window: Partial<RowWindow> = {}) =>
      readAll(workspace, sourceId, { by: "created", from: undefined, ...window });
    const titles = async (window: Partial<RowWindow> = {}) => (await read(window)).rows.map(rowTitle);
    const cells = async (rowId: string) => named((await workspace.row(rowId)) as Row);
    const columnId = async (name: string) =>
      (await workspace.source(sourceId)).columns.find((column) => column.name === name)?.id ?? "";
    return { person, workspace, sourceId, make, read, titles, cells, columnId };
  }

  describe("the rows of a source", () => {
    it("come oldest first, by the time they were created or edited", async () => {
      const { person, make, titles } = await start();
      const [first] = await make("first", "second", "third");
      expect(await titles()).toEqual(["first", "second", "third"]);
      person.pass(61);
      await person.edit(first, { Note: "edited" });
      expect(await titles()).toEqual(["first", "second", "third"]);
      expect(await titles({ by: "edited" })).toEqual(["second", "third", "first"]);
    });

    it("tell their times as minutes, their source and who edited them last", async () => {
      const { person, workspace, sourceId, make, read } = await start();
      const [id] = await make("Lamp");
      const created = minuteOf(person.now());
      person.pass(125);
      await person.edit(id, { Note: "edited" });
      const [row] = (await read()).rows;
      const edited = minuteOf(person.now());
      expect(row).toMatchObject({ id, sourceId, createdTime: created, lastEditedTime: edited });
      expect(row?.inTrash).toBe(false);
      expect(row?.lastEditedBy).not.toBe(await workspace.self());
      expect(await workspace.row(id)).toEqual(row);
    });

    it("begin with the whole minute of a time", async () => {
      const { person, make, titles } = await start();
      await make("first", "second");
      const from = new Date(Date.parse(minuteOf(person.now())) + 59_999).toISOString();
      await make("third");
      expect(await titles({ from })).toEqual(["second", "third"]);
      expect(await titles({ from, by: "edited" })).toEqual(["second", "third"]);
    });

    it("can be those of one minute alone", async () => {
      const { person, make, titles } = await start();
      await make("first", "second");
      const from = person.now().toISOString();
      await make("third");
      person.pass(61);
      await make("last");
      expect(await titles({ from, minute: true })).toEqual(["second", "third"]);
      expect(await titles({ from, minute: true, by: "edited" })).toEqual(["second", "third"]);
    });

    it("can be a part of them, by letters that their titles have and lack", async () => {
      const { person, make, titles } = await start();
      await make("none");
      person.pass(61);
      const from = person.now().toISOString();
      for (const name of ["ab", "a", "b", ""]) await make(name);
      const part = (...part: NonNullable<RowWindow["part"]>) => titles({ from, minute: true, part });
      const has = (letter: string) => ({ letter, has: true });
      const lacks = (letter: string) => ({ letter, has: false });
      expect((await part(has("a"))).sort()).toEqual(["a", "ab"]);
      expect((await part(lacks("a"))).sort()).toEqual(["", "b"]);
      expect(await part(has("a"), has("b"))).toEqual(["ab"]);
      expect(await part(has("a"), lacks("b"))).toEqual(["a"]);
      expect(await part(lacks("a"), lacks("b"))).toEqual([""]);
      expect(await titles({ part: [has("n")] })).toEqual(["none"]);
      expect(await part({ title: "a", has: true })).toEqual(["a"]);
      expect((await part({ title: "a", has: false })).sort()).toEqual(["", "ab", "b"]);
      expect(await part({ title: "", has: true })).toEqual([""]);
      expect((await part({ title: "", has: false })).sort()).toEqual(["a", "ab", "b"]);
      expect((await part(has("ab"))).sort()).toEqual(["ab"]);
    });

    it("come page by page, each once", async () => {
      const { person, sourceId, read } = await start();
      const names = Array.from({ length: 120 }, (_, at) => `row ${String(at).padStart(3, "0")}`);
      for (const Name of names) await person.makeRow(sourceId, { Name });
      const { rows, pages } = await read();
      expect(rows.map(rowTitle).sort()).toEqual(names);
      expect(pages.length).toBeGreaterThan(1);
      for (const page of pages) expect(page.rows.length).toBeLessThanOrEqual(100);
      expect(pages.some((page) => page.incomplete)).toBe(false);
    });

    it("end where Notion stops, which is said, and go on from there", async () => {
      const { person, make, read, titles } = await start({ queryCap: 3 });
      await make("1", "2");
      person.pass(61);
      await make("3", "4", "5");
      const first = await read();
      expect(first.rows.map(rowTitle)).toEqual(["1", "2", "3"]);
      expect(first.pages.at(-1)).toMatchObject({ incomplete: true, next: undefined });
      const rest = await read({ from: first.rows.at(-1)?.createdTime });
      expect(rest.rows.map(rowTitle)).toEqual(["3", "4", "5"]);
      expect(rest.pages.at(-1)?.incomplete).toBe(false);
      expect(await titles({ part: [{ letter: "2", has: false }] })).toEqual(["1", "3", "4"]);
    });

    it("are gone while they are in the trash, and edited when they are put there and back", async () => {
      const { person, workspace, make, titles } = await start();
      const [id] = await make("Lamp", "Chair");
      person.pass(61);
      await person.trash(id);
      expect(await titles()).toEqual(["Chair"]);
      const trashed = minuteOf(person.now());
      expect(await workspace.row(id)).toMatchObject({ inTrash: true, lastEditedTime: trashed });
      person.pass(61);
      await person.restore(id);
      expect(await titles({ by: "edited" })).toEqual(["Chair", "Lamp"]);
      expect((await workspace.row(id))?.inTrash).toBe(false);
    });

    it("are those of another source once they were moved there", async () => {
      const { person, workspace, make, titles } = await start();
      const [id] = await make("Lamp", "Chair");
      const other = await person.makeSource("Archive");
      const before = await workspace.row(id);
      await person.move(id, other);
      expect(await titles()).toEqual(["Chair"]);
      expect((await readAll(workspace, other, { by: "created", from: undefined })).rows).toMatchObject([
        { id },
      ]);
      const { createdTime } = before as Row;
      expect(await workspace.row(id)).toMatchObject({ id, sourceId: other, createdTime, inTrash: false });
    });

    it("are none of a source that is not there", async () => {
      const { workspace } = await start();
      const rows = workspace.rows(missing, { by: "edited", from: undefined }, undefined);
      await expect(rows).rejects.toThrow(NotFoundError);
    });
  });

  describe("one row", () => {
    it("is undefined when it is not there", async () => {
      const { workspace } = await start();
      expect(await workspace.row(missing)).toBeUndefined();
    });

    it("has what stands on its page", async () => {
      const { person, workspace, sourceId } = await start();
      const id = await person.makeRow(sourceId, { Name: "Rule" }, ["one", "two"]);
      const body = await workspace.body(id);
      expect(body.map(({ type, text }) => [type, plainText(text)])).toEqual([
        ["paragraph", "one"],
        ["paragraph", "two"],
      ]);
    });

    it("shows 25 references of a cell and says so; the cell's value has them all", async () => {
      const { person, workspace, sourceId, columnId } = await start();
      const others: string[] = [];
      for (let made = 0; made < 100; made++) others.push(await person.makeRow(sourceId, {}));
      const few = await person.makeRow(sourceId, { Name: "few", Others: others.slice(0, 25) });
      const many = await person.makeRow(sourceId, { Name: "many", Others: others });
      const id = await columnId("Others");
      const shown = (await workspace.row(many))?.properties[id];
      expect(shown).toMatchObject({ type: "relation", truncated: true, value: others.slice(0, 25) });
      expect(await workspace.value(many, id)).toEqual({ type: "relation", value: others });
      const whole = (await workspace.row(few))?.properties[id];
      expect(whole).toMatchObject({ type: "relation", value: others.slice(0, 25) });
      expect(whole?.truncated).toBeUndefined();
    });

    it("has cells of any type whose value can be asked for", async () => {
      const { workspace, make, columnId } = await start();
      const [id] = await make("Lamp");
      const title = await workspace.value(id, await columnId("Name"));
      expect(title).toEqual({ type: "title", value: [{ text: "Lamp" }] });
      expect(await workspace.value(id, await columnId("Done"))).toEqual({ type: "checkbox", value: false });
      await expect(workspace.value(missing, "title")).rejects.toThrow(NotFoundError);
    });
  });

  describe("a source", () => {
    it("has its name and its columns", async () => {
      const { workspace, sourceId } = await start();
      const { id, name, columns } = await workspace.source(sourceId);
      expect([id, name]).toEqual([sourceId, "Orders"]);
      expect(columns.find((column) => column.type === "title")).toMatchObject({ id: "title", name: "Name" });
      const types = Object.fromEntries(columns.map((column) => [column.name, column.type]));
      expect(types).toEqual({
        Name: "title",
        Note: "rich_text",
        State: "select",
        Fired: "number",
        Due: "date",
        Done: "checkbox",
        Others: "relation",
      });
    });

    it("that is not there is not found, and one in the trash is said to be there", async () => {
      const { person, workspace, sourceId } = await start();
      await expect(workspace.source(missing)).rejects.toThrow(NotFoundError);
      await person.trashSource(sourceId);
      const trashed = workspace.source(sourceId);
      await expect(trashed).rejects.toThrow(/"Orders" is in Notion's trash/);
      await expect(trashed).rejects.toThrow(PermanentError);
      await expect(trashed).rejects.not.toThrow(NotFoundError);
    });
  });

  describe("writing cells", () => {
    it("sets them, however often, as the connection's own user", async () => {
      const { person, workspace, make, cells, columnId } = await start();
      const [id] = await make("Rule");
      await person.edit(id, { Note: "old" });
      person.pass(61);
      const wanted: Record<string, Cell> = {
        Note: { type: "rich_text", text: "Fired" },
        State: { type: "select", name: "Live" },
        Fired: { type: "number", value: 3 },
        Due: { type: "date", start: "2026-03-01" },
        Done: { type: "checkbox", checked: true },
      };
      const byId = await Promise.all(
        Object.entries(wanted).map(async ([name, cell]) => [await columnId(name), cell] as const),
      );
      for (let time = 0; time < 2; time++) {
        await workspace.writeCells(id, Object.fromEntries(byId));
        expect(await cells(id)).toMatchObject({
          Name: [{ text: "Rule" }],
          Note: [{ text: "Fired" }],
          State: { name: "Live" },
          Fired: 3,
          Due: { start: "2026-03-01" },
          Done: true,
        });
      }
      expect(await workspace.row(id)).toMatchObject({
        lastEditedBy: await workspace.self(),
        lastEditedTime: minuteOf(person.now()),
      });
    });

    it("empties them", async () => {
      const { person, workspace, make, cells, columnId } = await start();
      const [id] = await make("Rule");
      await person.edit(id, { Note: "old" });
      const [note, done] = [await columnId("Note"), await columnId("Done")];
      await workspace.writeCells(id, { [done]: { type: "checkbox", checked: true } });
      await workspace.writeCells(id, {
        [note]: { type: "rich_text", text: "" },
        [done]: { type: "checkbox", checked: false },
      });
      expect(await cells(id)).toMatchObject({ Note: [], Done: false });
    });

    it("needs a row that is there", async () => {
      const { workspace, columnId } = await start();
      const cell: Cell = { type: "checkbox", checked: true };
      const written = workspace.writeCells(missing, { [await columnId("Done")]: cell });
      await expect(written).rejects.toThrow(NotFoundError);
    });
  });

  describe("a connection", () => {
    it("counts its requests and tells Notion's time as of the newest answer", async () => {
      const { person, workspace, sourceId, make } = await start();
      const [id] = await make("Lamp");
      const before = workspace.requests();
      await workspace.rows(sourceId, { by: "edited", from: undefined }, undefined);
      await workspace.row(id);
      await workspace.value(id, "title");
      expect(workspace.requests() - before).toBe(3);
      // Notion tells it by an HTTP date, which has no fractions of a second.
      const lag = () => person.now().getTime() - (workspace.now()?.getTime() ?? 0);
      expect(lag()).toBeLessThan(1000);
      expect(lag()).toBeGreaterThanOrEqual(0);
      person.pass(300);
      expect(lag()).toBeGreaterThan(299_000);
      await workspace.row(missing);
      expect(lag()).toBeLessThan(1000);
    });
  });
}

async function readAll(
  workspace: Workspace,
  sourceId: string,
  window: RowWindow,
): Promise<{ rows: Row[]; pages: RowPage[] }> {
  const pages: RowPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await workspace.rows(sourceId, window, cursor);
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined);
  return { rows: pages.flatMap(({ rows }) => rows), pages };
}

function named(row: Row): Record<string, unknown> {
  return Object.fromEntries(Object.values(row.properties).map(({ name, value }) => [name, value]));
}

function minuteOf(time: Date): string {
  return new Date(time.getTime() - (time.getTime() % 60_000)).toISOString();
}
