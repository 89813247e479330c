import { randomBytes, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Brakes } from "../../shared/domain/brake.ts";
import type { Checkpoint } from "../../shared/domain/checkpoint.ts";
import { aDelivery, aRow, aSnapshot } from "./an-item.ts";
import { forEachTable } from "./for-each-table.ts";

const at = "2026-03-01T10:08:12.000Z";
const noise = (bytes: number) => randomBytes(bytes).toString("base64");

/** What does not repeat itself hardly shrinks. */
function brakesOf(count: number, sample: () => string[], held = 1): Brakes {
  const state = () => ({ hour: "2026-03-01T10", fired: 1, held, heldAt: at, sample: sample() });
  return Object.fromEntries(Array.from({ length: count }, () => [randomUUID(), state()]));
}

forEachTable("what is too large for an item", (opened) => {
  async function saved(sourceId: string, brakes: Brakes): Promise<Brakes> {
    const { snapshots, sources, lease, outbox } = opened();
    await sources.saveBrakes(lease, sourceId, brakes);
    const direct = await sources.brakes(sourceId);
    const delivery = aDelivery();
    const commit = { snapshot: aSnapshot(aRow(), 1), deliveries: [delivery] };
    expect(await snapshots.commit(lease, [commit], { sourceId, brakes })).toEqual([{ outcome: "committed" }]);
    expect(await outbox.load(delivery.key)).toEqual(delivery);
    expect(await sources.brakes(sourceId)).toEqual(direct);
    return direct;
  }

  it("never ends a commit: brakes lose their samples first", async () => {
    const brakes = brakesOf(4_000, () => [noise(45), noise(45), noise(45)]);
    const bare = Object.entries(brakes).map(([id, state]) => [id, { ...state, sample: [] }]);
    expect(await saved("sampled", brakes)).toEqual(Object.fromEntries(bare));
  });

  it("never ends a commit: then brakes lose the counts of rules that hold nothing", async () => {
    const holding = brakesOf(3, () => ["Lamp"]);
    const found = await saved("many", { ...brakesOf(20_000, () => [], 0), ...holding });
    expect(Object.keys(found).sort()).toEqual(Object.keys(holding).sort());
  });

  it("is nothing of brakes that fit, but those of an hour that is over", async () => {
    const brakes = brakesOf(100, () => ["Lamp", "Desk"]);
    const quiet = { hour: "2026-03-01T09", fired: 1, held: 0, sample: [] };
    expect(await saved("usual", { ...brakes, quiet })).toEqual(brakes);
  });

  it("never stops a source: a checkpoint loses what a sweep keeps of its minute", async () => {
    const { sources, lease } = opened();
    const place = { startedAt: at, columns: "", rows: 7, place: { reached: at } };
    const open = Array.from({ length: 25_000 }, () => randomBytes(4).toString("hex"));
    const ids = Array.from({ length: 8_000 }, () => [randomUUID(), 1] as const);
    const checkpoint = (kept: string[], blind?: true): Checkpoint => ({
      phase: "watching",
      watermark: at,
      lastStart: at,
      since: at,
      sweep: { dueAt: at, rows: 7, at: { ...place, open: kept, ...(blind ? { blind } : {}) } },
      clock: { set: Object.fromEntries(ids) },
    });
    await sources.saveCheckpoint(lease, "timed", checkpoint(open));
    expect((await sources.state("timed")).checkpoint).toEqual(checkpoint([], true));
    await sources.saveCheckpoint(lease, "timed", checkpoint(open.slice(0, 100)));
    expect((await sources.state("timed")).checkpoint).toEqual(checkpoint(open.slice(0, 100)));
  });
});
