import { type Call, stampEdit } from "../call.ts";
import type { Page } from "../entities.ts";

/** All that stands in the page goes to the trash, pages and databases in it too. */
export function eraseContent(call: Call, page: Page, ids: readonly string[] = page.content): Page {
  const { store } = call.workspace;
  for (const id of ids) {
    const child = store.get(id);
    if (child?.kind !== "block" && child?.kind !== "page" && child?.kind !== "database") continue;
    if (!child.inTrash) store.put({ ...child, inTrash: true, stamp: stampEdit(call, child.stamp) });
  }
  const erased = { ...page, content: page.content.filter((id) => !ids.includes(id)) };
  store.put(erased);
  return erased;
}
