import { plainText } from "../api/notion.ts";
import { Tabs } from "../frame/tabs.tsx";
import { RowPage } from "../row-page/row-page.tsx";
import { rowsOf } from "../state/rows.ts";
import { source, sources } from "../state/sources.ts";
import { openRowId, sourceId } from "../state/view.ts";
import { Guide } from "./guide.tsx";
import { Table } from "./table.tsx";

/** The embedded workspace: its databases as tables, and the row that is open as a page. */
export function Workspace() {
  const shown = source.value;
  const rows = shown && rowsOf(shown.id).value;
  const open = rows?.find(({ id }) => id === openRowId.value);
  return (
    <section class="workspace" aria-label="Workspace">
      <Guide />
      <Tabs
        label="Databases"
        controls="table"
        chosen={sourceId.value}
        tabs={sources.value.map(({ id, title, icon }) => ({
          id,
          text: (
            <>
              {icon?.type === "emoji" && (
                <span class="emoji" aria-hidden="true">
                  {icon.emoji}
                </span>
              )}
              {plainText(title)}
            </>
          ),
        }))}
        onChoose={(id) => {
          sourceId.value = id;
          openRowId.value = undefined;
        }}
      />
      <div id="table" role="tabpanel" class="table-panel" aria-label={shown && plainText(shown.title)}>
        {shown && rows ? <Table source={shown} rows={rows} /> : <p class="nothing">Loading…</p>}
      </div>
      {shown && open && <RowPage key={open.id} source={shown} state={open} />}
    </section>
  );
}
