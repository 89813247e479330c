import type { StoryEntry } from "../api/console.ts";
import { showTime } from "../cells/show-date.ts";
import { health } from "../state/health.ts";
import { showRow } from "../state/view.ts";
import { DeliveryLine } from "./delivery-line.tsx";
import { Why } from "./why.tsx";
import { writtenValue } from "./written-value.ts";

const verbs: Record<string, string> = { create: "was added", update: "changed", delete: "was removed" };
const mostChanges = 6;

/** One change of one row: seen, asked for by which rule, sent or not. */
export function Entry({ entry }: { entry: StoryEntry }) {
  const { rowId, sourceId, op, seenAt, rowTitle, changes, deliveries } = entry;
  const hasPage = op !== "delete" && health.value?.notion === "embedded";
  const title = rowTitle || "Untitled";
  return (
    <li>
      <p class="seen">
        <time dateTime={seenAt}>{showTime(seenAt, health.value?.lastPoll?.at)}</time>
        {hasPage ? (
          <button type="button" class="link" onClick={() => showRow(sourceId, rowId)}>
            {title}
          </button>
        ) : (
          <b>{title}</b>
        )}{" "}
        {verbs[op] ?? op}
      </p>
      {changes.length > 0 && <Changes op={op} changes={changes} sourceId={sourceId} />}
      {deliveries.length > 0 ? (
        <ul class="deliveries">
          {deliveries.map((delivery) => (
            <DeliveryLine key={delivery.key} delivery={delivery} />
          ))}
        </ul>
      ) : (
        <div class="unasked">
          <span>No rule asked for it.</span> <Why entry={entry} />
        </div>
      )}
    </li>
  );
}

function Changes({ op, changes, sourceId }: Pick<StoryEntry, "op" | "changes" | "sourceId">) {
  const show = (column: string, text: string) => writtenValue(sourceId, column, text) || <Empty />;
  return (
    <ul class="changes">
      {changes.slice(0, mostChanges).map(({ column, before, after }) => (
        <li key={column}>
          <span class="column">{column}:</span> {op !== "create" && <>{show(column, before)} → </>}
          <b>{show(column, after)}</b>
        </li>
      ))}
      {changes.length > mostChanges && <li class="quiet">and {changes.length - mostChanges} more</li>}
    </ul>
  );
}

function Empty() {
  return <i class="quiet">empty</i>;
}
