import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { RowPage } from "../row-page/row-page.tsx";
import { knownRow, loadRow } from "../state/row-states.ts";
import { source, sources } from "../state/sources.ts";
import { attempt } from "../state/toasts.ts";
import { openRowId, shown } from "../state/view.ts";
import { Table } from "../table/table.tsx";
import { Guide } from "./guide.tsx";
import { PageView } from "./page-view.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TrashView } from "./trash-view.tsx";

/** The embedded workspace: what stands in it, and one of these open; over a table the row that is open as a page. */
export function Workspace() {
  return (
    <>
      <Sidebar />
      <section class="workspace" aria-label="Workspace">
        <Guide />
        <Content />
        <OpenRow />
      </section>
    </>
  );
}

function Content() {
  const what = shown.value;
  if (what?.kind === "trash") return <TrashView />;
  if (what?.kind === "page") return <PageView key={what.id} id={what.id} />;
  if (source.value) return <Table key={source.value.id} source={source.value} />;
  const isGone = what !== undefined && sources.value.length > 0;
  return <p class="nothing">{isGone ? "There is no such database, or it is in the trash." : "Loading…"}</p>;
}

/** A row need not be in sight to be open: a link may name any. */
function OpenRow() {
  const id = openRowId.value;
  const turn = useSignal(0);
  const state = id === undefined ? undefined : knownRow(id);
  const isMissing = id !== undefined && !state;
  useEffect(() => {
    if (!isMissing || id === undefined) return;
    void attempt("The row could not be opened", () => loadRow(id)).then((isRead) => {
      if (isRead) turn.value += 1;
      else openRowId.value = undefined;
    });
  }, [id, isMissing, turn]);
  if (turn.value < 0 || !source.value || !state) return null;
  return <RowPage key={state.id} source={source.value} state={state} />;
}
