import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { plainText, type Source } from "../api/notion.ts";
import { ask, listingOf } from "../state/listing.ts";
import { isRules } from "../state/sources.ts";
import { attempt } from "../state/toasts.ts";
import { shownColumnsOf } from "../views/columns-of.ts";
import { openTable } from "../views/open-table.ts";
import { queryOf } from "../views/query-of.ts";
import { viewOf } from "../views/views.ts";
import { AddRow } from "./add-row.tsx";
import { Grid } from "./grid.tsx";
import { Toolbar } from "./toolbar.tsx";
import { TrashedRows } from "./trashed-rows.tsx";

/** A database as Notion's table view shows it. */
export function Table({ source }: { source: Source }) {
  const listing = listingOf(source.id);
  const rows = listing.rows.value;
  const view = viewOf(source.id).value;
  const query = view && queryOf(source, view);
  useEffect(() => void attempt("The table was not read", () => openTable(source)), [source.id]);
  const isTrashShown = useSignal(false);
  const scroll = useRef<HTMLDivElement>(null);
  // The same list as long as neither changes, so that rows are not drawn again.
  const columns = useMemo(() => (view ? shownColumnsOf(source, view) : []), [source, view?.columns]);
  const asked = JSON.stringify(query);
  // The query as a value: it is made anew at each drawing.
  useEffect(() => {
    if (!query) return;
    void ask(listing, query);
    scroll.current?.scrollTo({ top: 0 });
  }, [listing, asked]);
  return (
    <>
      <Toolbar source={source} isTrashShown={isTrashShown} />
      {isTrashShown.value ? (
        <TrashedRows source={source} />
      ) : (
        <div ref={scroll} class="table-panel">
          {view && rows && (
            <Grid
              key={source.id}
              label={plainText(source.title) || "Untitled"}
              source={source}
              view={view}
              columns={columns}
              rows={rows}
              scroll={scroll}
              isWrapped={isRules(source)}
            />
          )}
          <Foot source={source} isEmpty={rows?.length === 0} isFiltered={query?.filter !== undefined} />
        </div>
      )}
    </>
  );
}

type FootProps = { source: Source; isEmpty: boolean; isFiltered: boolean };

/** What stands under the rows: how to add one, and whether there are more. */
function Foot({ source, isEmpty, isFiltered }: FootProps) {
  const { end, problem, rows } = listingOf(source.id);
  if (problem.value && !rows.value)
    return (
      <p class="nothing problem" role="alert">
        The rows could not be read: {problem.value}
      </p>
    );
  if (!rows.value) return <p class="nothing">Loading…</p>;
  return (
    <div class="table-foot">
      {isEmpty && isFiltered && <p class="nothing">No row passes the filter.</p>}
      {end.value === "more" && <p class="nothing">Loading more…</p>}
      {end.value === "whole" && <AddRow source={source} />}
      {end.value === "cut" && (
        <p class="nothing">
          Notion answers the first 10,000 rows of a sorted list. A filter brings the others.
        </p>
      )}
    </div>
  );
}
