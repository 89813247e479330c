import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Row } from "../../../shared/domain/row.ts";
import type { Workspace } from "../../../shared/ports.ts";
import { manyRows, servicesWith, watchedSource } from "../../support/watched-source.ts";
import { startWorld, type World } from "../../support/world.ts";

describe("confirming a change before it fires", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const setTo = (name: string) => ({ Status: { status: { name } } });
  const transitions = async () =>
    (await world.deliveries()).map(({ changes }) => `${changes[0]?.before} → ${changes[0]?.after}`).sort();

  /** An index that shows these rows as they were, as long as `isBehind` says so. */
  function behind(rows: readonly Row[], isBehind = () => true) {
    return servicesWith(world, (workspace: Workspace) => ({
      rows: async (source, window, cursor) => {
        const page = await workspace.rows(source, window, cursor);
        if (!isBehind()) return page;
        return { ...page, rows: page.rows.map((row) => rows.find(({ id }) => id === row.id) ?? row) };
      },
    }));
  }

  async function seen(id: string): Promise<Row> {
    const { workspace } = await world.services.connect("default", () => true);
    const row = await workspace.row(id);
    if (!row) throw new Error("there is no such row");
    return row;
  }

  it("asks the row's page, and fires for what that says", async () => {
    const { ids } = await watchedSource(world, 1, { which: "Status to Done" });
    const id = ids[0] ?? "";
    await world.edit(id, setTo("Done"));
    const asDone = await seen(id);
    await world.edit(id, setTo("Doing"));
    await world.poll(behind([asDone]));
    expect(await world.deliveries()).toEqual([]);
  });

  it("takes a state of the same minute that comes back from a late index for no change", async () => {
    const { ids } = await watchedSource(world, 1);
    const id = ids[0] ?? "";
    await world.edit(id, setTo("Doing"));
    const asDoing = await seen(id);
    await world.poll();
    await world.edit(id, setTo("Done"));
    await world.poll();
    for (let poll = 0; poll < 3; poll++) await world.poll(behind([asDoing]));
    await world.poll();
    expect(await transitions()).toEqual(["Doing → Done", "Todo → Doing"]);
  });

  it("lets many changes wait for the next poll to agree, and fires each once", async () => {
    const { ids } = await watchedSource(world, 60, manyRows);
    for (const id of ids) await world.edit(id, setTo("Done"));
    expect(await world.poll()).toMatchObject({ changes: 0, deliveries: 0 });
    world.wait(60);
    expect(await world.poll()).toMatchObject({ changes: 60, deliveries: 60 });
    world.wait(60);
    expect(await world.poll()).toMatchObject({ changes: 0 });
    expect(await world.deliveries()).toHaveLength(60);
  });

  it("fires nothing for many states that only one poll saw", async () => {
    const { ids } = await watchedSource(world, 60, manyRows);
    for (const id of ids) await world.edit(id, setTo("Done"));
    const asDone = await Promise.all(ids.map(seen));
    for (const id of ids) await world.edit(id, setTo("Todo"));
    await world.poll(behind(asDone));
    world.wait(60);
    await world.poll();
    world.wait(60);
    await world.poll();
    expect(await world.deliveries()).toEqual([]);
  });

  it("keeps the watermark behind what waits, however old its edits are", async () => {
    const { ids, source } = await watchedSource(world, 40, manyRows);
    for (const id of ids) await world.edit(id, setTo("Done"));
    // Two hours without a poll: the window is long, and what it holds is far behind the newest poll.
    world.wait(2 * 3600);
    await world.poll();
    const checkpoint = (await world.services.sources.state(source)).checkpoint;
    expect(checkpoint).toMatchObject({ phase: "watching" });
    await world.poll();
    expect(await world.deliveries()).toHaveLength(40);
  });

  it("asks nobody twice where no rule is in force", async () => {
    const { ids } = await watchedSource(world, 1, { state: "Off" });
    await world.poll();
    await world.edit(ids[0] ?? "", setTo("Done"));
    const before = world.requests();
    expect(await world.poll()).toMatchObject({ changes: 1, deliveries: 0 });
    expect(world.requests() - before).toBe(2);
  });
});
