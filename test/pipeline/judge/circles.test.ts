import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OwnWrites } from "../../../shared/domain/own-write.ts";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import type { DeliverServices } from "../../../shared/ports.ts";
import { Crash, crashing } from "../../support/crashing.ts";
import { startWorld, type World } from "../../support/world.ts";

const update = { action: "Update row", to: "", subject: "" };

describe("rules that write into rows", () => {
  let world: World;
  let tasks: { database: string; source: string };
  let row: string;
  beforeEach(async () => {
    world = await startWorld();
    tasks = await world.makeSource("Tasks", { Note: { rich_text: {} }, Checked: { checkbox: {} } });
    row = await world.addRow(tasks.source, "Task");
  });
  afterEach(() => world.close());

  const rule = (cells: object) => world.addRule({ watch: tasks.database, ...update, ...cells });
  const status = (name: string) => ({ Status: { status: { name } } });

  async function begin(): Promise<void> {
    await world.poll();
    world.wait(60);
    await world.poll();
    world.wait(60);
  }

  async function deliverDue(services: DeliverServices = world.delivering): Promise<void> {
    const open = (await world.deliveries()).filter(({ dueAt }) => dueAt !== undefined);
    for (const { key } of open.reverse()) await deliver(services, key);
  }

  /** So many minutes, each with a poll and what it woke. */
  async function minutes(count: number, services?: DeliverServices): Promise<void> {
    for (let minute = 0; minute < count; minute++) {
      await world.poll();
      await deliverDue(services);
      world.wait(60);
    }
  }

  async function cellsOf(pageId: string) {
    const page = (await world.person.pages.retrieve({ page_id: pageId })) as never as {
      properties: {
        Status: { status: { name: string } };
        Note: { rich_text: { plain_text: string }[] };
        Checked: { checkbox: boolean };
        Amount: { number: number | null };
      };
    };
    return page.properties;
  }

  async function shown() {
    const { Status, Checked, Amount } = await cellsOf(row);
    const note = await noteOf(row);
    return { status: Status.status.name, note, checked: Checked.checkbox, amount: Amount.number };
  }

  async function noteOf(pageId: string): Promise<string> {
    const { Note } = await cellsOf(pageId);
    return Note.rich_text.map((span) => span.plain_text).join("");
  }

  const states = async () => (await world.deliveries()).map(({ state }) => state).sort();
  const generations = async () =>
    (await world.deliveries()).map(({ generation, state }) => `${generation} ${state}`).sort();

  /** Two rules that undo each other. */
  async function circle(): Promise<string[]> {
    return [
      await rule({ name: "A", which: "Status to Doing", options: "set: Status to Done" }),
      await rule({ name: "B", which: "Status to Done", options: "set: Status to Doing" }),
    ];
  }

  it("set what they say, as Notion then shows it", async () => {
    await rule({
      which: "Status",
      options: "set: Note to Seen {{ Name }}; ok\nset: Checked to yes\nset: Amount to 12.5",
    });
    await begin();
    await world.edit(row, status("Doing"));
    await minutes(1);
    expect(await shown()).toEqual({ status: "Doing", note: "Seen Task; ok", checked: true, amount: 12.5 });
    expect(await states()).toEqual(["done"]);
  });

  it.each([
    [
      "values",
      "Name to Renamed {{ Status }}|Note to {{ Name }}, “ok”|Kind to Big|Tags to Gift, Rush|Amount to -0.5|Checked to yes|Due to 2026-12-24|Start to 2026-12-24 14:30|Begun to now|Email to a@example.com|Link to https://example.com|Phone to 123",
    ],
    [
      "nothing",
      "Note to empty|Kind to empty|Tags to empty|Amount to empty|Due to empty|Email to empty|Link to empty|Phone to empty",
    ],
  ])("know their own %s again in columns of any kind", async (_, lines) => {
    const options = (...names: string[]) => ({ options: names.map((name) => ({ name })) });
    const all = await world.makeSource("All", {
      Note: { rich_text: {} },
      Kind: { select: options("Small", "Big") },
      Tags: { multi_select: options("Gift", "Rush") },
      Checked: { checkbox: {} },
      Due: { date: {} },
      Start: { date: {} },
      Begun: { date: {} },
      Link: { url: {} },
      Phone: { phone_number: {} },
      Twice: { formula: { expression: 'prop("Amount") * 2' } },
    });
    const id = await world.addRow(all.source, "Row", {
      Note: { rich_text: [{ type: "text", text: { content: "here" } }] },
      Kind: { select: { name: "Small" } },
      Tags: { multi_select: [{ name: "Gift" }] },
      Amount: { number: 7 },
      Due: { date: { start: "2026-01-01" } },
      Email: { email: "old@example.com" },
      Link: { url: "https://old.example.com" },
      Phone: { phone_number: "0" },
    });
    const set = lines.split("|").map((line) => `set: ${line}`);
    await rule({
      watch: all.database,
      which: "Status",
      options: ["time zone: Europe/Berlin", ...set].join("\n"),
    });
    await begin();
    await world.edit(id, status("Doing"));
    await minutes(2);
    const snapshot = (await world.services.snapshots.load([id])).get(id);
    expect(await states()).toEqual(["done"]);
    expect(snapshot?.lastChange?.changed.length).toBeGreaterThanOrEqual(set.length);
    expect(snapshot).toMatchObject({ revision: 3, generation: 1 });
  });

  it("set off other rules, which know how far they are from a person's edit", async () => {
    await rule({ which: "Status to Doing", options: "set: Checked to yes" });
    await rule({ which: "Checked", options: "set: Amount to 1" });
    await world.addRule({ watch: tasks.database, which: "Amount" });
    await begin();
    await world.edit(row, status("Doing"));
    await minutes(4);
    expect(await generations()).toEqual(["0 done", "1 done", "2 done"]);
    expect(world.sent).toHaveLength(1);
  });

  it("end by themselves where two answer each other, and say so", async () => {
    const [, b] = await circle();
    await begin();
    await world.edit(row, status("Doing"));
    await minutes(8);
    expect(await generations()).toEqual(["0 done", "1 done", "2 done", "3 held"]);
    expect(await noteOf(b ?? "")).toContain(
      "Held: it answers Rowbell's own writes in a circle (3 times in a row).",
    );
  });

  it("end where one answers itself", async () => {
    await rule({ which: "", options: "set: Note to {{ Note }}x" });
    await begin();
    await world.edit(row, status("Doing"));
    await minutes(8);
    expect((await shown()).note).toBe("xxx");
    expect(await generations()).toEqual(["0 done", "1 done", "2 done", "3 held"]);
  });

  it("go round three times at most after a release, too", async () => {
    const [, b] = await circle();
    await begin();
    await world.edit(row, status("Doing"));
    await minutes(6);
    await world.edit(b ?? "", { Release: { checkbox: true } });
    world.wait(60);
    await minutes(8);
    expect((await states()).filter((state) => state === "done")).toHaveLength(4);
    expect((await states()).filter((state) => state === "held")).toHaveLength(1);
  });

  it.each(["together with", "before", "after"])(
    "take an edit of the same minute that is seen %s their write for a person's",
    async (order) => {
      await rule({ which: "Status", options: "set: Note to {{ Status }}" });
      const amounts = await rule({ which: "Amount", options: "set: Checked to yes" });
      await begin();
      const byHand = () => world.edit(row, { Amount: { number: 1 } });
      await world.edit(row, status("Doing"));
      await world.poll();
      if (order === "before") await byHand();
      if (order === "before") await world.poll();
      await deliverDue();
      if (order === "after") await world.poll();
      if (order !== "before") await byHand();
      await minutes(2);
      const answers = (await world.deliveries()).filter(({ ruleId }) => ruleId === amounts);
      expect(answers.map(({ generation, state }) => [generation, state])).toEqual([[0, "done"]]);
      expect(await shown()).toEqual({ status: "Doing", note: "Doing", checked: true, amount: 1 });
    },
  );

  it("begin to count anew with a person's edit in the midst of a circle", async () => {
    await circle();
    await begin();
    await world.edit(row, status("Doing"));
    await minutes(2);
    await world.edit(row, { ...status("Doing"), Amount: { number: 1 } });
    await minutes(8);
    const done = (await world.deliveries()).filter(({ state }) => state === "done");
    const held = (await world.deliveries()).filter(({ state }) => state === "held");
    expect(done.filter(({ generation }) => generation === 0)).toHaveLength(2);
    expect(done.length).toBeLessThanOrEqual(2 * 3);
    expect(held.length).toBeGreaterThan(0);
  });

  it.each([
    ["lost", { of: async () => new Map() }],
    ["never made", { expect: async () => {} }],
  ])(
    "are held for a row that they answer too often, when the record of their writes is %s",
    async (_, lost) => {
      const [a, b] = await circle();
      const ownWrites = { ...world.services.ownWrites, ...(lost as Partial<OwnWrites>) };
      world.services.ownWrites = ownWrites;
      world.delivering.ownWrites = ownWrites;
      await begin();
      await world.edit(row, status("Doing"));
      await minutes(20);
      const { length: writes } = (await states()).filter((state) => state === "done");
      expect(writes).toBeLessThanOrEqual(10);
      expect((await states()).filter((state) => state === "held")).toHaveLength(1);
      const notes = [await noteOf(a ?? ""), await noteOf(b ?? "")].join();
      expect(notes).toContain("it fired more than 5 times within 10 minutes for the same row");
    },
  );

  it("are held for a row where another tool answers theirs, at polls of any pace", async () => {
    await rule({ which: "Status to Doing", options: "set: Status to Done" });
    await begin();
    for (let round = 0; round < 10; round++) {
      await world.edit(row, status("Doing"));
      world.wait(300);
      await world.poll();
      await deliverDue();
      world.wait(300);
      await world.poll();
    }
    expect((await states()).filter((state) => state === "done")).toHaveLength(5);
    expect(await states()).toContain("held");
  });

  it.each(["before", "after"] as const)(
    "end as well when a delivery dies %s any of its calls",
    async (when) => {
      await circle();
      const rows: string[] = [];
      for (let call = 1; call <= 20; call++) rows.push(await world.addRow(tasks.source, `Task ${call}`));
      await begin();
      for (const id of rows) await world.edit(id, status("Doing"));
      await world.poll();
      let crashes = 0;
      for (const { key, rowId } of await world.deliveries()) {
        const dying = crashing(world.delivering, { call: rows.indexOf(rowId) + 1, when });
        const result = await deliver(dying.ports, key).catch((error: unknown) => error);
        if (result instanceof Crash || dying.calls() > rows.indexOf(rowId)) crashes++;
      }
      expect(crashes).toBeGreaterThan(8);
      world.wait(61);
      await minutes(8);
      const all = await world.deliveries();
      for (const id of rows) {
        const ofRow = all.filter(({ rowId }) => rowId === id).map((one) => `${one.generation} ${one.state}`);
        expect(ofRow.sort(), `${when} call ${rows.indexOf(id) + 1}`).toEqual([
          "0 done",
          "1 done",
          "2 done",
          "3 held",
        ]);
      }
    },
  );
});
