import type { Delivery } from "../../domain/delivery.ts";
import { parseDeliveryKey } from "../../domain/delivery.ts";
import type { Row } from "../../domain/row.ts";
import { lineNote } from "../../domain/run-line.ts";
import { deliveryOfLine, isTicked } from "../../domain/runs-database.ts";
import { whyNot } from "../../domain/why-not.ts";
import type { Telling } from "./telling.ts";

/** People tick a few; a column filled by mistake is worked off poll by poll. */
const mostTicks = 20;

/**
 * Sends what people want tried again on its way. A tick answers the failure that its line shows, once: writing what became of
 * it takes the tick away, and until then the delivery is passed over. What can't be tried again says why, in its line.
 */
export async function retryTicked(telling: Telling): Promise<void> {
  const { services, lease, workspace, sourceId, columns, hasTime } = telling;
  const ticked = await workspace.find(sourceId, { property: columns["Try again"], isTicked: true });
  for (const row of ticked.slice(0, mostTicks)) {
    if (!hasTime()) return;
    const delivery = await loadDelivery(telling, row);
    if (delivery?.untold !== undefined) continue;
    // A query may show a tick that is gone by now.
    const line = await workspace.row(row.id);
    if (!line || !isTicked(line, columns)) continue;
    const refusal = refusalOf(delivery, row);
    if (refusal !== undefined) await refuse(telling, row, delivery, refusal);
    else if (delivery) {
      const now = services.clock.now().toISOString();
      if (!(await services.outbox.retryFailure(delivery, now))) continue;
      services.log.info("tried-again", { key: delivery.key });
      await services.queue.send([delivery.key], lease);
    }
  }
}

async function loadDelivery({ services, columns }: Telling, row: Row): Promise<Delivery | undefined> {
  const key = deliveryOfLine(row, columns);
  try {
    parseDeliveryKey(key);
  } catch {
    return undefined;
  }
  return services.outbox.load(key);
}

/** Why a line can't be tried again, as a sentence without its full stop; undefined when it can. */
function refusalOf(delivery: Delivery | undefined, row: Row): string | undefined {
  if (!delivery) return "Rowbell knows no delivery of this line; they are kept for 90 days";
  if (delivery.lineId !== row.id) return "this is a copy; tick the line that Rowbell wrote";
  if (delivery.state === "held")
    return "it waits at its rule's brake; tick Release or Discard in the rule's row";
  const isDead = delivery.state === "failed" || delivery.state === "uncertain";
  return isDead && delivery.settledAt !== undefined ? undefined : whyNot(delivery, "sent");
}

async function refuse(
  { workspace, columns }: Telling,
  row: Row,
  delivery: Delivery | undefined,
  refusal: string,
): Promise<void> {
  const said = delivery ? `${lineNote(delivery)} ` : "";
  await workspace.writeCells(row.id, {
    [columns["Try again"]]: { type: "checkbox", checked: false },
    [columns.Note]: { type: "rich_text", text: `${said}It can't be tried again: ${refusal}.` },
  });
}
