import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Row } from "../api/notion.ts";
import { readNewestPages } from "../api/structure.ts";
import { onWorkspaceNews } from "../state/live.ts";
import { attempt } from "../state/toasts.ts";
import { TrashList } from "./trash-list.tsx";

/** Everything that is in the trash: pages, and rows of any table. */
export function TrashView() {
  const pages = useSignal<Row[] | undefined>(undefined);
  const load = () =>
    attempt("The trash could not be read", async () => {
      pages.value = await readNewestPages(true);
    });
  useEffect(() => {
    void load();
    return onWorkspaceNews(() => void load());
  }, []);
  return (
    <div class="table-panel">
      <h2 class="source-title">Trash</h2>
      <TrashList pages={pages.value} empty="The trash is empty." onChange={load} />
    </div>
  );
}
