import { effect } from "@preact/signals";
import { openRowId, type Shown, show, shown } from "./view.ts";

/** The address says what is open, so that a reload, a bookmark and the browser's Back lead there. */
export function followAddress(): void {
  read();
  addEventListener("popstate", read);
  effect(() => {
    const wanted = written(shown.value, openRowId.value);
    if (wanted === location.hash || wanted === "") return;
    // The first one only says in full what is shown anyway.
    if (location.hash === "") history.replaceState(null, "", wanted);
    else history.pushState(null, "", wanted);
  });
}

function written(what: Shown | undefined, rowId: string | undefined): string {
  if (!what) return "";
  if (what.kind === "trash") return "#/trash";
  return `#/${what.kind}/${what.id}${rowId ? `/${rowId}` : ""}`;
}

function read(): void {
  const [, kind, id, rowId] = location.hash.split("/");
  if (kind === "trash") show({ kind });
  else if ((kind === "source" || kind === "page") && id) show({ kind, id }, rowId);
}
