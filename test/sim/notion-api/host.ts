import type { Block } from "../../../shared/domain/block.ts";
import type { RowWindow } from "../../../shared/ports.ts";
import type { Faults } from "../faults.ts";
import type { NotionWorld } from "../notion-world.ts";
import type { Rng } from "../rng.ts";
import type { VirtualTime } from "../virtual-time.ts";

/** How this seed's Notion is. Requests a minute; rows. */
export type NotionTraits = { pageSize: number; cap: number; limit: number };

/** What all processes of one seed talk to. */
export type NotionHost = {
  world: NotionWorld;
  time: VirtualTime;
  faults: Faults;
  latency: Rng;
  traits: NotionTraits;
  bodies: Map<string, Block[]>;
  bot: string;
  downUntil: number;
  window: { minute: number; requests: number };
  requests: number;
};

/** Who wants to know: of answers that showed what was not so, and of queries. */
export type Watched = { onAnomaly(): void; onQuery(sourceId: string, window: RowWindow): void };
