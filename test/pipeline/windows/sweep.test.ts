import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BudgetError } from "../../../shared/domain/errors.ts";
import { captureSource } from "../../../shared/pipeline/capture.ts";
import { pollConnection } from "../../../shared/pipeline/poll.ts";
import { sweepPeriodMs } from "../../../shared/pipeline/windows/sweep.ts";
import type { Workspace } from "../../../shared/ports.ts";
import { now } from "../../support/builders.ts";
import { aWatching, openSourceDesk } from "../../support/source-desk.ts";
import { manyRows, servicesWith, watchedSource } from "../../support/watched-source.ts";
import { startWorld, type World, words } from "../../support/world.ts";

const halfAnHour = 31 * 60;

describe("the sweep", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const fired = async () =>
    (await world.deliveries()).map(({ ruleName, op, rowTitle }) => `${ruleName}: ${op} ${rowTitle}`).sort();
  const trash = (id: string, in_trash: boolean) => world.person.pages.update({ page_id: id, in_trash });

  /** Rules for every kind of event of one source with three rows. */
  async function everything() {
    const watched = await watchedSource(world, 3, { name: "Changed" });
    for (const when of ["Row is added", "Row is removed"])
      await world.addRule({ watch: watched.database, when, name: when.split(" ")[2], subject: "{{ Name }}" });
    await world.poll();
    return watched;
  }

  it("comes with the poll after the baseline, and then every half an hour, with one request", async () => {
    const { source } = await watchedSource(world, 3);
    let sweeps = 0;
    const counting = servicesWith(world, (workspace) => ({
      rows: (id, window, cursor) => {
        if (id === source && window.by === "created") sweeps++;
        return workspace.rows(id, window, cursor);
      },
    }));
    const seen: number[] = [];
    for (let quarter = 0; quarter < 6; quarter++) {
      await world.poll(counting);
      seen.push(sweeps);
      world.wait(16 * 60);
    }
    expect(seen).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it("finds a row in the trash, and fires for its removal once", async () => {
    const { ids } = await everything();
    await trash(ids[1] ?? "", true);
    world.wait(60);
    await world.poll();
    expect(await fired()).toEqual([]);
    for (let sweeps = 0; sweeps < 3; sweeps++) {
      world.wait(halfAnHour);
      await world.poll();
    }
    expect(await fired()).toEqual(["removed: delete Task 1"]);
  });

  it("goes on with a row that is restored, and takes it for no new one", async () => {
    const { ids } = await everything();
    const id = ids[1] ?? "";
    await trash(id, true);
    world.wait(halfAnHour);
    await world.poll();
    await trash(id, false);
    world.wait(halfAnHour);
    await world.poll();
    expect(await fired()).toEqual(["removed: delete Task 1"]);
    world.wait(60);
    await world.edit(id, { Amount: { number: 7 } });
    await world.poll();
    expect(await fired()).toEqual(["Changed: update Task 1", "removed: delete Task 1"]);
    const revisions = (await world.deliveries()).map(({ revision }) => revision).sort();
    expect(new Set(revisions).size).toBe(2);
  });

  it("tells a row that was moved to another watched source there and here", async () => {
    const { ids, source } = await everything();
    const other = await world.makeSource("Archive");
    await world.addRule({ watch: other.database, when: "Row is added", name: "archived", subject: "x" });
    await world.poll();
    world.wait(60);
    await fetchMove(ids[0] ?? "", other.source);
    await world.poll();
    expect(await fired()).toEqual(["archived: create Task 0", "removed: delete Task 0"]);
    world.wait(halfAnHour);
    await world.poll();
    await fetchMove(ids[0] ?? "", source);
    world.wait(60);
    await world.poll();
    expect(await fired()).toEqual([
      "added: create Task 0",
      "archived: create Task 0",
      "removed: delete Task 0",
    ]);
  });

  async function fetchMove(id: string, source: string): Promise<void> {
    await world.person.request({
      method: "post",
      path: `pages/${id}/move`,
      body: { parent: { type: "data_source_id", data_source_id: source } },
    } as never);
  }

  it("finds what a formula became without an edit", async () => {
    const { source, ids, database } = await watchedSource(world, 2, { which: "Amount" });
    await world.person.dataSources.update({
      data_source_id: source,
      properties: { Twice: { formula: { expression: 'prop("Amount") * 2' } } },
    } as never);
    await world.edit(ids[0] ?? "", { Amount: { number: 4 } });
    await world.addRule({ watch: database, which: "Twice", name: "Twice", subject: "{{ Twice }}" });
    world.wait(600);
    for (let poll = 0; poll < 4; poll++) await world.poll();
    const before = (await world.deliveries()).length;
    world.wait(600);
    await world.person.dataSources.update({
      data_source_id: source,
      properties: { Twice: { formula: { expression: 'prop("Amount") * 3' } } },
    } as never);
    world.wait(halfAnHour);
    for (let poll = 0; poll < 3; poll++) await world.poll();
    const twice = (await world.deliveries()).slice(0, (await world.deliveries()).length - before);
    expect(twice.map(({ ruleName, changes }) => [ruleName, changes])).toEqual([
      ["Twice", [{ column: "Twice", before: "8", after: "12" }]],
    ]);
  });

  it("finds a row that an index hid until it was older than the window", async () => {
    const { source } = await everything();
    const hidden = await world.addRow(source, "Hidden");
    const hiding = servicesWith(world, (workspace: Workspace) => ({
      rows: async (id, window, cursor) => {
        const page = await workspace.rows(id, window, cursor);
        return { ...page, rows: page.rows.filter((row) => row.id !== hidden) };
      },
    }));
    for (let minutes = 0; minutes < 20; minutes += 5) {
      await world.poll(hiding);
      world.wait(300);
    }
    expect(await fired()).toEqual([]);
    world.wait(halfAnHour);
    await world.poll();
    expect(await fired()).toEqual(["added: create Hidden"]);
  });

  it("asks for rows that an index leaves out, and calls none of them removed", async () => {
    const { ids } = await everything();
    const hiding = servicesWith(world, (workspace: Workspace) => ({
      rows: async (id, window, cursor) => {
        const page = await workspace.rows(id, window, cursor);
        return window.by === "created" && page.rows.some((row) => ids.includes(row.id))
          ? { ...page, rows: [] }
          : page;
      },
    }));
    for (let sweeps = 0; sweeps < 3; sweeps++) {
      world.wait(halfAnHour);
      await world.poll(hiding);
    }
    expect(await fired()).toEqual([]);
  });

  it("fires nothing as removed when the whole database goes to the trash, and goes on when it is back", async () => {
    const { ids, database } = await everything();
    await world.person.databases.update({ database_id: database, in_trash: true });
    for (let sweeps = 0; sweeps < 3; sweeps++) {
      world.wait(halfAnHour);
      await world.poll();
    }
    expect(await fired()).toEqual([]);
    await world.person.databases.update({ database_id: database, in_trash: false });
    world.wait(120);
    await world.poll();
    await world.edit(ids[0] ?? "", { Amount: { number: 1 } });
    world.wait(60);
    await world.poll();
    expect(await fired()).toEqual(["Changed: update Task 0"]);
  });

  it("goes on in slices where it was, and compares all of it", async () => {
    const { ids } = await watchedSource(world, 260, { when: "Row is removed", ...manyRows });
    for (const id of [ids[3], ids[120], ids[259]]) await trash(id ?? "", true);
    world.wait(halfAnHour);
    for (let poll = 0; poll < 40; poll++) {
      const first = world.requests();
      await pollConnection(world.services, "default", () => world.requests() - first < 8);
      world.wait(60);
    }
    expect((await fired()).map((line) => line.split(" ").at(-1))).toEqual(["120", "259", "3"]);
  });

  it("is rarer the more rows there are, from half an hour to a day", () => {
    const hours = (rows: number) => sweepPeriodMs(rows) / 3_600_000;
    expect(
      [hours(10), hours(10_000), hours(250_000), hours(10_000_000)].map((each) => Math.round(each * 10) / 10),
    ).toEqual([0.5, 0.5, 4.6, 24]);
  });

  it("takes rows that slipped through the baseline for old ones, and moved ones for new after it", async () => {
    const source = await world.makeSource("Tasks");
    for (let index = 0; index < 3; index++) await world.addRow(source.source, `Task ${index}`);
    await world.addRule({ watch: source.database, when: "Row is added", name: "added" });
    world.wait(120);
    let isFirst = true;
    await world.poll(
      servicesWith(world, (workspace) => ({
        rows: async (id, window, cursor) => {
          const page = await workspace.rows(id, window, cursor);
          if (id !== source.source || !isFirst) return page;
          isFirst = false;
          return { ...page, rows: page.rows.slice(1) };
        },
      })),
    );
    world.wait(halfAnHour);
    await world.poll();
    expect(await fired()).toEqual([]);
    await world.addRow(source.source, "New", { Name: { title: words("New") } });
    await world.poll();
    expect(await fired()).toEqual(["added: create New"]);
  });

  it("takes no row for new that was in the trash with its database while the first reads were made", async () => {
    const { database, source } = await world.makeSource("Tasks");
    const id = await world.addRow(source, "Task");
    await world.addRule({ watch: database, when: "Row is added", name: "added" });
    world.wait(120);
    const put = (in_trash: boolean) => world.person.databases.update({ database_id: database, in_trash });
    const trashing = servicesWith(world, (workspace) => ({
      rows: async (asked, window, cursor) => {
        if (asked === source) await put(true);
        return workspace.rows(asked, window, cursor);
      },
    }));
    expect(await world.poll(trashing)).toMatchObject({ failures: [] });
    world.wait(60);
    expect((await world.poll()).failures).toEqual([expect.stringContaining("trash")]);
    await put(false);
    world.wait(60);
    for (let polls = 0; polls < 2; polls++) await world.poll();
    await world.edit(id, { Amount: { number: 1 } });
    world.wait(60);
    await world.poll();
    expect(await fired()).toEqual([]);
  });

  it("ends no first sweep where requests run out before the source is looked at again", async () => {
    const desk = await openSourceDesk();
    const sweep = { dueAt: now, rows: 0, first: true } as const;
    const reading = await desk.reading({ checkpoint: aWatching({ sweep }) });
    desk.failures.push(undefined, undefined, new BudgetError("no requests", now));
    await captureSource(reading);
    expect(desk.asked.slice(1)).toEqual([
      expect.stringContaining("sweep rows"),
      "sweep source source-orders",
    ]);
    const { checkpoint } = await desk.stores.sources.state("source-orders");
    expect(checkpoint).toMatchObject({ sweep: { first: true, at: { compared: now } } });
    await captureSource(await desk.reading());
    expect((await desk.stores.sources.state("source-orders")).checkpoint).not.toHaveProperty("sweep.first");
  });
});
