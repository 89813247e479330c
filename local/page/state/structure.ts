import { createDatabase, createPage, setDatabaseTrashed } from "../api/structure.ts";
import { setTrashed } from "../api/workspace.ts";
import { databaseOf, loadSources, sources } from "./sources.ts";
import { attempt, toast } from "./toasts.ts";
import { loadPages, type Node, putPage } from "./tree.ts";
import { remember } from "./undo.ts";
import { shown, showPage, showSource } from "./view.ts";

/** What a person makes and throws away in the sidebar. */

/** @param under the page it stands in; undefined is the workspace */
export async function newPage(under: string | undefined): Promise<void> {
  await attempt("No page was made", async () => {
    const page = await createPage(under, "");
    putPage(page);
    showPage(page.id);
  });
}

export async function newDatabase(under: string | undefined): Promise<void> {
  await attempt("No database was made", async () => {
    const { data_sources } = await createDatabase(under, "");
    await loadSources();
    if (data_sources[0]) showSource(data_sources[0].id);
  });
}

/** With what stands in it, as Notion does. */
export async function trashNode(node: Node): Promise<void> {
  const found = sources.value.find(({ id }) => id === node.id);
  const put = async (isTrashed: boolean) => {
    if (found) await setDatabaseTrashed(databaseOf(found), isTrashed);
    else putPage(await setTrashed(node.id, isTrashed));
    await loadSources();
    await loadPages();
  };
  if (!(await attempt("It was not trashed", () => put(true)))) return;
  const takeBack = remember({
    what: `“${node.title}” to the trash`,
    undo: () => put(false),
    redo: () => put(true),
  });
  toast(`“${node.title}” is in the trash`, { action: { label: "Undo", run: takeBack } });
  const what = shown.value;
  const first = sources.value[0];
  if (what && what.kind !== "trash" && what.id === node.id && first) showSource(first.id);
}
