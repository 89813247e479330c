import { titleOf } from "../api/notion.ts";
import { renamePage } from "../api/structure.ts";
import { Body } from "../row-page/body.tsx";
import { attempt } from "../state/toasts.ts";
import { pageWith, putPage } from "../state/tree.ts";
import { EditableTitle } from "./editable-title.tsx";

/** A page that is no row: its name and its blocks. */
export function PageView({ id }: { id: string }) {
  const page = pageWith(id);
  if (!page) return <p class="nothing">There is no such page, or it is in the trash.</p>;
  return (
    <div class="page-view">
      <div class="sheet">
        <EditableTitle
          label="Name of the page"
          title={titleOf(page)}
          emoji={page.icon?.type === "emoji" ? page.icon.emoji : undefined}
          onWrite={(title) =>
            void attempt("The page was not renamed", async () => putPage(await renamePage(id, title)))
          }
        />
        <Body pageId={id} isMessage={false} />
      </div>
    </div>
  );
}
