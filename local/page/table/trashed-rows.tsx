import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Row, Source } from "../api/notion.ts";
import { readNewestPages } from "../api/structure.ts";
import { onWorkspaceNews } from "../state/live.ts";
import { attempt } from "../state/toasts.ts";
import { TrashList } from "../workspace/trash-list.tsx";

/** The rows of a table that are in the trash. Notion's query does not show them; its search does. */
export function TrashedRows({ source }: { source: Source }) {
  const rows = useSignal<Row[] | undefined>(undefined);
  const load = () =>
    attempt("The trash could not be read", async () => {
      rows.value = (await readNewestPages(true)).filter(
        ({ parent }) => parent.type === "data_source_id" && parent.data_source_id === source.id,
      );
    });
  useEffect(() => {
    void load();
    return onWorkspaceNews(() => void load());
  }, [source.id]);
  return (
    <div class="table-panel">
      <TrashList pages={rows.value} empty="No row of this table is in the trash." onChange={load} />
    </div>
  );
}
