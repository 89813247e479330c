import type { Change, Store } from "../store/store.ts";
import type { Happening } from "./event.ts";
import { commentEvents, uploadEvents } from "./other-events.ts";
import { blockEvents, pageEvents } from "./page-events.ts";
import { databaseEvents, dataSourceEvents, viewEvents } from "./table-events.ts";

/** What one entity's part of a write tells. What is removed for good was in the trash before, and tells nothing. */
export function* eventsOf({ before, after }: Change, store: Pick<Store, "get">): Generator<Happening> {
  if (!after) return;
  switch (after.kind) {
    case "page":
      return yield* pageEvents(before as typeof after | undefined, after, store);
    case "block":
      return yield* blockEvents(after, store);
    case "database":
      return yield* databaseEvents(before as typeof after | undefined, after);
    case "data_source":
      return yield* dataSourceEvents(before as typeof after | undefined, after);
    case "view":
      return yield* viewEvents(before as typeof after | undefined, after);
    case "comment":
      return yield* commentEvents(before as typeof after | undefined, after, store);
    case "file_upload":
      return yield* uploadEvents(before as typeof after | undefined, after);
    // What belongs to the workspace's owners or to a running request: Notion has no events for it.
    default:
      return;
  }
}
