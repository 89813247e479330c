import { useSignal } from "@preact/signals";
import { plainText, type Row, titleOf } from "../api/notion.ts";
import { showDate } from "../cells/show-date.ts";
import { Icon } from "../frame/icon.tsx";
import { stateOf } from "../state/row-states.ts";
import { restoreRow } from "../state/rows.ts";
import { sources } from "../state/sources.ts";

type Props = { pages: readonly Row[] | undefined; empty: string; onChange(): void };

/** What is in the trash, newest first, with the way back. */
export function TrashList({ pages, empty, onChange }: Props) {
  if (!pages) return <p class="nothing">Loading…</p>;
  if (pages.length === 0) return <p class="nothing">{empty}</p>;
  return (
    <ul class="trash-list" aria-label="In the trash">
      {pages.map((page) => (
        <Trashed key={page.id} page={page} onChange={onChange} />
      ))}
    </ul>
  );
}

function Trashed({ page, onChange }: { page: Row; onChange(): void }) {
  const isBusy = useSignal(false);
  const title = titleOf(page) || "Untitled";
  const restore = async () => {
    isBusy.value = true;
    await restoreRow(stateOf(page));
    isBusy.value = false;
    onChange();
  };
  return (
    <li>
      <Icon name="page" />
      <span class="title">{title}</span>
      <span class="quiet">
        {placeOf(page)} · {showDate(page.last_edited_time)}
      </span>
      <button
        type="button"
        class="small"
        aria-label={`Restore ${title}`}
        disabled={isBusy.value}
        onClick={restore}
      >
        <Icon name="restore" /> Restore
      </button>
    </li>
  );
}

function placeOf({ parent }: Row): string {
  if (parent.type !== "data_source_id") return "Page";
  const source = sources.value.find(({ id }) => id === parent.data_source_id);
  return source ? plainText(source.title) : "Row";
}
