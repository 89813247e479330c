import type { ActionPorts } from "../../define.ts";
import { hashCells } from "../../domain/cell-value.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { BudgetError, NotFoundError, PermanentError, TransientError } from "../../domain/errors.ts";
import type { DeliverServices } from "../../ports.ts";

/** Sets cells of a delivery's row; the token is read only here, so that a mail never waits for it. */
export function rowWriter(services: DeliverServices, delivery: Delivery): ActionPorts["writeRow"] {
  const { rowId, ruleId, revision, generation, connectionId } = delivery;
  return async (cells) => {
    // A try before this one was seen in the row: to write again would undo what others made of it since.
    if (delivery.attempts > 1 && (await services.ownWrites.answered(rowId, ruleId)) >= revision) return;
    // Announced first: a write that was not announced would look like a person's, and be answered like one.
    await services.ownWrites.expect(rowId, {
      ruleId,
      revision,
      at: services.clock.now().toISOString(),
      generation: generation + 1,
      hashes: hashCells(cells),
    });
    // One try: what fails is put back, and tried again with a claim of its own.
    const connection = await services.connect(connectionId, () => false);
    try {
      await connection.within("write").writeCells(rowId, cells);
    } catch (error) {
      throw inWords(error);
    }
  };
}

/** The words of a call are those of a poll, which reads again; here a row was to be written. */
function inWords(error: unknown): unknown {
  if (error instanceof NotFoundError)
    return new PermanentError("The row is gone, or not shared with Rowbell any more.", { cause: error });
  if (error instanceof BudgetError || !(error instanceof TransientError)) return error;
  const { retryAfterMs } = error;
  return new TransientError("Notion did not confirm the change of the row", { cause: error, retryAfterMs });
}
