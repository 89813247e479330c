import type { Faults } from "../sim/faults.ts";
import type { NotionHost } from "../sim/notion-api/host.ts";
import { NotionApi } from "../sim/notion-api.ts";
import type { NotionWorld } from "../sim/notion-world.ts";
import type { Process } from "../sim/process.ts";
import type { Rng } from "../sim/rng.ts";
import type { VirtualTime } from "../sim/virtual-time.ts";

/** A Notion that nothing is wrong with; what it shows late is the world's to say. */
export function quietNotion(world: NotionWorld, time: VirtualTime, rng: Rng): NotionHost {
  return {
    world,
    time,
    faults: noFaults(rng),
    latency: rng.split("latency"),
    traits: { pageSize: 100, cap: 10_000, limit: 600 },
    bodies: new Map(),
    bot: "user-tool",
    downUntil: 0,
    window: { minute: 0, requests: 0 },
    requests: 0,
  };
}

/** One process's requests to it. */
export function openApi(notion: NotionHost, process: Process): NotionApi {
  return new NotionApi(notion, process, { onAnomaly: () => {}, onQuery: () => {} });
}

function noFaults(rng: Rng): Faults {
  return { strike: () => false, rng: () => rng, happened: () => {}, heal: () => {}, injections: [] };
}
