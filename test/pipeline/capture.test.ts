import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FencedError } from "../../shared/domain/errors.ts";
import { pollConnection } from "../../shared/pipeline/poll.ts";
import type { PollServices, RowPage, Workspace } from "../../shared/ports.ts";
import { manyRows, servicesWith, watchedSource } from "../support/watched-source.ts";
import { startWorld, type World, words } from "../support/world.ts";

describe("capturing changes", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const done = { Status: { status: { name: "Done" } } };

  const watched = (rows: number, rule: object = {}) => watchedSource(world, rows, rule);
  const withWorkspace = (change: (workspace: Workspace) => Partial<Workspace>) => servicesWith(world, change);

  /** Polls that end after a few requests each, as a function does whose time is over. */
  async function pollInSlices(polls: number): Promise<void> {
    for (let poll = 0; poll < polls; poll++) {
      const first = world.requests();
      await pollConnection(world.services, "default", () => world.requests() - first < 5);
    }
  }

  it("fires nothing for what was there at the first read", async () => {
    await watched(3);
    expect(await world.deliveries()).toEqual([]);
    expect(await world.poll()).toMatchObject({ changes: 0, complete: true });
  });

  it("fires once for a change, however often it is read", async () => {
    const { ids } = await watched(2);
    await world.edit(ids[0] ?? "", done);
    for (let poll = 0; poll < 4; poll++) {
      await world.poll();
      world.wait(30);
    }
    expect((await world.deliveries()).map(({ revision, op }) => [revision, op])).toEqual([[2, "update"]]);
  });

  it("counts a value that comes back as a new state", async () => {
    const { ids } = await watched(1);
    for (const name of ["Done", "Todo", "Done"]) {
      await world.edit(ids[0] ?? "", { Status: { status: { name } } });
      await world.poll();
    }
    const lines = (await world.deliveries()).map(
      ({ changes }) => `${changes[0]?.before} → ${changes[0]?.after}`,
    );
    expect(lines.sort()).toEqual(["Done → Todo", "Todo → Done", "Todo → Done"]);
  });

  it("loses nothing when a poll fails anywhere", async () => {
    const { ids } = await watched(2);
    await world.edit(ids[0] ?? "", done);
    await world.fail(20, 503, "/v1/data_sources");
    await expect(world.poll()).rejects.toThrow("Notion answered 503");
    await world.fail(0, 503);
    world.wait(20 * 60);
    await world.poll();
    expect(await world.deliveries()).toHaveLength(1);
  });

  it("tells a new row from a changed one", async () => {
    const { source, database } = await watched(1);
    await world.addRule({ watch: database, when: "Row is added", name: "Added" });
    await world.poll();
    await world.addRow(source, "Task new");
    await world.poll();
    expect((await world.deliveries()).map(({ ruleName, op }) => [ruleName, op])).toEqual([
      ["Added", "create"],
    ]);
  });

  it("finds a row that a moving cursor skipped", async () => {
    const { ids } = await watched(150, manyRows);
    for (const id of ids.slice(0, 120)) await world.edit(id, { Amount: { number: 1 } });
    let hasShifted = false;
    const services = withWorkspace((workspace) => ({
      rows: async (source, window, cursor): Promise<RowPage> => {
        const page = await workspace.rows(source, window, cursor);
        if (page.next && !hasShifted) {
          hasShifted = true;
          // The cursor names the next row; edited now, it moves to the end, and all between is passed over.
          world.wait(60);
          const next = ids[ids.indexOf(page.rows.at(-1)?.id ?? "") + 1];
          await world.edit(next ?? "", { Amount: { number: 2 } });
        }
        return page;
      },
    }));
    await world.poll(services);
    world.wait(60);
    await world.poll();
    const fired = new Set((await world.deliveries()).map(({ rowId }) => rowId));
    expect(hasShifted).toBe(true);
    expect(ids.slice(0, 120).filter((id) => !fired.has(id))).toEqual([]);
  });

  it("reads past Notion's cap, in the baseline and after it", async () => {
    await world.close();
    world = await startWorld({ queryCap: 60 });
    const source = await world.makeSource("Tasks");
    const ids: string[] = [];
    for (let index = 0; index < 200; index++) {
      ids.push(await world.addRow(source.source, `Task ${index}`));
      if (index % 20 === 19) world.wait(60);
    }
    await world.addRule({ watch: source.database, ...manyRows });
    expect(await world.poll()).toMatchObject({ complete: true });
    for (const [index, id] of ids.entries()) {
      await world.edit(id, done);
      if (index % 20 === 19) world.wait(60);
    }
    await world.poll();
    await world.poll();
    expect(new Set((await world.deliveries()).map(({ rowId }) => rowId)).size).toBe(200);
  });

  it("skips an answer that is older than what it has seen", async () => {
    const { ids } = await watched(1);
    const stale = await (await world.services.connect("default", () => true)).workspace.row(ids[0] ?? "");
    await world.edit(ids[0] ?? "", done);
    await world.poll();
    const services = withWorkspace((workspace) => ({
      rows: async (source, window, cursor) => {
        const page = await workspace.rows(source, window, cursor);
        return window.by === "edited" && stale ? { ...page, rows: [{ ...stale, sourceId: source }] } : page;
      },
    }));
    expect(await world.poll(services)).toMatchObject({ changes: 0 });
  });

  it("stops without a trace when a newer poll takes over", async () => {
    const { ids } = await watched(1);
    await world.edit(ids[0] ?? "", done);
    const services = withWorkspace((workspace) => ({
      rows: async (source, window, cursor) => {
        if (window.by === "edited") await world.services.leases.take("default");
        return workspace.rows(source, window, cursor);
      },
    }));
    await expect(world.poll(services)).rejects.toBeInstanceOf(FencedError);
    expect(await world.deliveries()).toEqual([]);
    await world.poll();
    expect(await world.deliveries()).toHaveLength(1);
  });

  it("takes a formula that reads the clock for no change", async () => {
    const source = await world.makeSource("Tasks", { Age: { formula: { expression: "now()" } } });
    await world.addRow(source.source, "Task");
    await world.addRule({ watch: source.database });
    await world.poll();
    world.wait(240);
    expect(await world.poll()).toMatchObject({ rowsRead: 2, changes: 0 });
  });

  it("begins anew, with a baseline, when a source is watched again", async () => {
    const { ids, database } = await watched(1);
    const [head] = await world.services.rules.heads("default");
    await world.person.pages.update({ page_id: head?.ruleId ?? "", in_trash: true });
    await world.poll();
    expect(await world.services.rules.heads("default")).toEqual([]);
    await world.edit(ids[0] ?? "", done);
    await world.addRule({ watch: database });
    await world.poll();
    await world.poll();
    expect(await world.deliveries()).toEqual([]);
    await world.edit(ids[0] ?? "", { Name: { title: words("Renamed") } });
    await world.poll();
    expect(await world.deliveries()).toHaveLength(1);
  });

  it("fires nothing for what happened while every rule of the source was off", async () => {
    const { ids } = await watched(1);
    const [head] = await world.services.rules.heads("default");
    await world.edit(head?.ruleId ?? "", { State: { select: { name: "Off" } } });
    await world.poll();
    await world.edit(ids[0] ?? "", done);
    await world.poll();
    await world.edit(head?.ruleId ?? "", { State: { select: { name: "Live" } } });
    await world.poll();
    expect(await world.deliveries()).toEqual([]);
  });

  it("wakes again what is due and was not woken", async () => {
    const { ids } = await watched(1);
    await world.edit(ids[0] ?? "", done);
    const woken: string[][] = [];
    const recording = (keys: readonly string[]) => void woken.push([...keys]);
    const losing: PollServices = { ...world.services, queue: { send: async () => {} } };
    await world.poll(losing);
    await world.poll({ ...world.services, queue: { send: async (keys) => recording(keys) } });
    expect(woken.flat()).toEqual([(await world.deliveries())[0]?.key]);
  });

  it("comes to the end of a window that no single run could read", async () => {
    const { ids } = await watched(450, manyRows);
    const second = await world.makeSource("Second");
    const other = await world.addRow(second.source, "Other");
    await world.addRule({ watch: second.database, name: "Second" });
    await world.poll();
    for (const [index, id] of ids.entries()) {
      await world.edit(id, done);
      if (index % 50 === 49) world.wait(60);
    }
    await world.edit(other, done);
    await pollInSlices(16);
    const fired = new Set((await world.deliveries()).map(({ rowId }) => rowId));
    expect([...ids, other].filter((id) => !fired.has(id))).toEqual([]);
  });

  it("comes to the end of a minute that no single run could read", async () => {
    const { ids } = await watched(450, manyRows);
    world.wait(600);
    for (const id of ids) await world.edit(id, done);
    await pollInSlices(16);
    expect(new Set((await world.deliveries()).map(({ rowId }) => rowId)).size).toBe(450);
  });

  it("takes no old row for a new one because a moving cursor skipped it in the baseline", async () => {
    const source = await world.makeSource("Tasks");
    const ids: string[] = [];
    for (let index = 0; index < 150; index++) ids.push(await world.addRow(source.source, `Task ${index}`));
    await world.addRule({ watch: source.database, when: "Row is added" });
    let hasShifted = false;
    const services = withWorkspace((workspace) => ({
      rows: async (sourceId, window, cursor): Promise<RowPage> => {
        const page = await workspace.rows(sourceId, window, cursor);
        if (sourceId !== source.source || hasShifted) return page;
        hasShifted = true;
        // As if the row behind the cut had slipped over it.
        return { ...page, rows: page.rows.slice(0, -1) };
      },
    }));
    await world.poll(services);
    world.wait(120);
    for (const id of ids) await world.edit(id, done);
    await world.poll();
    expect(await world.deliveries()).toEqual([]);
  });

  it("fires no rule that was written or switched on after the edit, however late that is seen", async () => {
    const { ids, database } = await watched(2, { state: "Off" });
    const [head] = await world.services.rules.heads("default");
    await world.edit(ids[0] ?? "", done);
    world.wait(8 * 3600);
    await world.addRule({ watch: database, name: "New" });
    await world.edit(head?.ruleId ?? "", { State: { select: { name: "Live" } } });
    await world.edit(ids[1] ?? "", done);
    await world.poll();
    expect((await world.deliveries()).map(({ rowId }) => rowId)).toEqual([ids[1], ids[1]]);
    await world.edit(head?.ruleId ?? "", { Subject: { rich_text: words("Another") } });
    await world.edit(ids[0] ?? "", { Amount: { number: 3 } });
    await world.poll();
    expect(await world.deliveries()).toHaveLength(4);
  });

  it("is not led past edits by an answer that is dated wrongly", async () => {
    const { ids } = await watched(1);
    const ahead = () => new Date(world.clock.now().getTime() + 3_600_000);
    await world.poll(withWorkspace(() => ({ now: ahead })));
    await world.poll(withWorkspace(() => ({ now: ahead })));
    world.wait(300);
    await world.edit(ids[0] ?? "", done);
    await world.poll();
    expect(await world.deliveries()).toHaveLength(1);
  });

  it("follows the other rows where one holds more than can be remembered", async () => {
    const { ids } = await watchedSource(world, 2, {}, { Notes: { rich_text: {} } });
    const noise = () =>
      Array.from({ length: 2_000 }, () =>
        String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000)),
      ).join("");
    // One request takes 500 KB.
    const long = () => Array.from({ length: 60 }, () => words(noise())[0]);
    await world.edit(ids[0] ?? "", { Name: { title: long() } });
    await world.edit(ids[0] ?? "", { Notes: { rich_text: long() } });
    await world.edit(ids[1] ?? "", done);
    expect(await world.poll()).toMatchObject({ complete: true, changes: 1 });
    expect((await world.deliveries()).map(({ rowId }) => rowId)).toContain(ids[1]);
    const [head] = await world.services.rules.heads("default");
    expect(head?.unfollowed).toContain("holds more than Rowbell can remember");
    const told = async () => (await world.services.rules.heads("default"))[0]?.unfollowed;
    // As long as it holds, also past the sweep that follows and the window that showed it.
    for (const minutes of [1, 31, 31]) {
      world.wait(minutes * 60);
      await world.poll();
      expect(await told()).toContain("holds more than Rowbell can remember");
    }
    world.wait(600);
    await world.edit(ids[0] ?? "", { Name: { title: words("short again") } });
    await world.poll();
    expect(await told()).toBeUndefined();
    await world.edit(ids[0] ?? "", done);
    await world.poll();
    expect((await world.deliveries()).map(({ rowId, op }) => [rowId, op])).toContainEqual([ids[0], "update"]);
  });

  it("stops in time and goes on where it was", async () => {
    const { ids } = await watched(2);
    await world.edit(ids[0] ?? "", done);
    const cut = await pollConnection(world.services, "default", () => false);
    expect(cut).toMatchObject({ complete: false, changes: 0 });
    expect(await world.poll()).toMatchObject({ complete: true, changes: 1 });
  });
});
