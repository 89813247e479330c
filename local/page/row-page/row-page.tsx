import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Row, type Source, titleOf } from "../api/notion.ts";
import { CellField } from "../cells/cell-field.tsx";
import { Comments } from "../comments/comments.tsx";
import { Icon } from "../frame/icon.tsx";
import { type RowState, trashRow } from "../state/rows.ts";
import { isRules } from "../state/sources.ts";
import { rules } from "../state/story.ts";
import { openRowId } from "../state/view.ts";
import { Held } from "../story/held.tsx";
import { WhyRow } from "../story/why-row.tsx";
import { WhyRule } from "../story/why-rule.tsx";
import { columnsOf } from "../views/columns-of.ts";
import { viewOf } from "../views/views.ts";
import { Body } from "./body.tsx";
import { Byline } from "./byline.tsx";
import { Property } from "./property.tsx";

/** Whether a row takes all of the workspace's room, and not only its side. */
const isWide = signal(false);

/** A row open as a page: its title, its properties, what the rules say of it, its comments and its blocks. Escape closes it. */
export function RowPage({ source, state }: { source: Source; state: RowState }) {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => opener instanceof HTMLElement && opener.isConnected && opener.focus();
  }, []);
  const columns = columnsOf(source, viewOf(source.id).value);
  const title = columns.find(({ type }) => type === "title");
  const isRule = isRules(source);
  return (
    <aside
      ref={panel}
      class={isWide.value ? "row-page wide" : "row-page"}
      tabIndex={-1}
      aria-label={titleOf(state.row.value) || "Untitled"}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && close()}
    >
      <Tools state={state} />
      <div class="sheet">
        <h2>{title && <CellField row={state} column={title} isInPage />}</h2>
        <Byline row={state.row.value} />
        <div class="properties">
          {columns.map((column) =>
            column.type === "title" ? null : (
              <Property key={column.id} state={state} column={column} hasHelp={isRule} />
            ),
          )}
        </div>
        <OfRules source={source} row={state.row.value} />
        <Comments pageId={state.id} />
        <Body pageId={state.id} isMessage={isRule} />
      </div>
    </aside>
  );
}

function close(): void {
  openRowId.value = undefined;
}

function Tools({ state }: { state: RowState }) {
  return (
    <header>
      <button type="button" class="small" onClick={close}>
        <Icon name="close" /> Close
      </button>
      <button
        type="button"
        class="small widen"
        aria-pressed={isWide.value}
        onClick={() => {
          isWide.value = !isWide.value;
        }}
      >
        <Icon name="open" /> {isWide.value ? "Narrow" : "Wide"}
      </button>
      <button type="button" class="small last" onClick={() => trashRow(state)}>
        <Icon name="trash" /> Move to the trash
      </button>
    </header>
  );
}

/** Of a rule what it did; of any other row what the rules made of it. */
function OfRules({ source, row }: { source: Source; row: Row }) {
  if (!isRules(source)) return <WhyRow rowId={row.id} sourceId={source.id} title={titleOf(row)} />;
  const rule = rules.value.find(({ id }) => id === row.id);
  return (
    rule && (
      <>
        <Held rule={rule} />
        <WhyRule rule={rule} />
      </>
    )
  );
}
