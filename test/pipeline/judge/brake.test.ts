import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import { watchedSource } from "../../support/watched-source.ts";
import { startWorld, type World } from "../../support/world.ts";

describe("a rule that suddenly fires for many rows", () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  const states = async () => {
    const counts: Record<string, number> = {};
    for (const { state } of await world.deliveries()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };

  async function deliverAll(): Promise<void> {
    for (const { key } of (await world.deliveries()).reverse()) await deliver(world.delivering, key);
  }

  async function editAll(ids: readonly string[], amount = 1): Promise<void> {
    for (const id of ids) await world.edit(id, { Amount: { number: amount } });
    await world.poll();
    world.wait(60);
    await world.poll();
    await deliverAll();
  }

  async function ruleCells(ruleId: string): Promise<Record<string, unknown>> {
    const page = (await world.person.pages.retrieve({ page_id: ruleId })) as unknown as {
      properties: Record<string, Record<string, never>>;
    };
    const { Health, Note, Held, Release, Discard } = page.properties as Record<string, Record<string, never>>;
    const note = (Note?.rich_text ?? []) as { plain_text: string }[];
    return {
      health: (Health?.select as { name: string } | undefined)?.name,
      note: note.map(({ plain_text }) => plain_text).join(""),
      held: Held?.number,
      ticks: [Release?.checkbox, Discard?.checkbox],
    };
  }

  it("is held beyond 25 rows, and its author told how many wait, with a sample", async () => {
    const { ids, ruleId } = await watchedSource(world, 40);
    await editAll(ids);
    expect(world.sent).toHaveLength(25);
    expect(await states()).toEqual({ done: 25, held: 15 });
    const cells = await ruleCells(ruleId);
    expect(cells).toMatchObject({ health: "Held", held: 15 });
    expect(cells.note).toMatch(/more than 25 rows at once/);
    expect(cells.note).toMatch(/15/);
    expect(cells.note).toMatch(/“Task \d+”, “Task \d+”, “Task \d+”/);
  });

  it("stays held for what comes after, and sends everything in its order once released", async () => {
    const { ids, ruleId } = await watchedSource(world, 40);
    await editAll(ids);
    await editAll(ids.slice(0, 2), 2);
    expect(await states()).toEqual({ done: 25, held: 17 });
    await world.edit(ruleId, { Release: { checkbox: true } });
    world.wait(120);
    await world.poll();
    await deliverAll();
    world.wait(120);
    await deliverAll();
    expect(await states()).toEqual({ done: 42 });
    expect(new Set(world.sent.map(({ key }) => key)).size).toBe(42);
    await world.poll();
    expect(await ruleCells(ruleId)).toMatchObject({ health: "Working", ticks: [false, false] });
    await editAll(ids.slice(0, 3), 3);
    expect(await states()).toEqual({ done: 45 });
  });

  it("drops what waits when its author discards it, and goes on", async () => {
    const { ids, ruleId } = await watchedSource(world, 40);
    await editAll(ids);
    await world.edit(ruleId, { Discard: { checkbox: true } });
    world.wait(120);
    await world.poll();
    await editAll(ids.slice(0, 3), 2);
    expect(await states()).toEqual({ done: 28, cancelled: 15 });
    expect(await ruleCells(ruleId)).toMatchObject({ health: "Working", ticks: [false, false] });
  });

  it("is held after 200 rows in an hour, and let go on in none by itself", async () => {
    const { ids } = await watchedSource(world, 20, { options: "limit: 30 an hour" });
    await editAll(ids, 1);
    await editAll(ids, 2);
    expect(await states()).toEqual({ done: 30, held: 10 });
  });

  it("fires for all of them when its author has allowed it", async () => {
    const { ids } = await watchedSource(world, 40, { options: "hold above: 500 rows" });
    await editAll(ids);
    expect(await states()).toEqual({ done: 40 });
  });

  it("is not held while it is a dry run", async () => {
    const { ids } = await watchedSource(world, 40, { state: "Dry run" });
    await editAll(ids);
    expect(await states()).toEqual({ "dry run": 40 });
  });

  it("answers nothing by a tick that was answered before, though it could not be taken away", async () => {
    const { ids, ruleId } = await watchedSource(world, 40);
    await world.edit(ruleId, { Release: { checkbox: true } });
    await world.fail(100, 503, `/v1/pages/${ruleId}`);
    await world.poll();
    await editAll(ids);
    world.wait(120);
    await world.poll();
    await deliverAll();
    expect(await states()).toEqual({ done: 25, held: 15 });
    await world.fail(0, 503);
    await world.poll();
    expect(await ruleCells(ruleId)).toMatchObject({ held: 15, ticks: [false, false] });
    world.wait(120);
    await world.poll();
    await world.edit(ruleId, { Release: { checkbox: true } });
    world.wait(120);
    await world.poll();
    await deliverAll();
    expect(await states()).toEqual({ done: 40 });
  });
});
