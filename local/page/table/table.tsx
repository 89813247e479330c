import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { plainText, type Source } from "../api/notion.ts";
import { ask, listingOf } from "../state/listing.ts";
import { isRules } from "../state/sources.ts";
import { viewOf } from "../state/table-view.ts";
import { columnsOf } from "../workspace/column-order.ts";
import { AddRow } from "./add-row.tsx";
import { Grid } from "./grid.tsx";
import { queryOf } from "./query-of.ts";
import { Toolbar } from "./toolbar.tsx";
import { TrashedRows } from "./trashed-rows.tsx";

/** A database as Notion's table view shows it. */
export function Table({ source }: { source: Source }) {
  const listing = listingOf(source.id);
  const rows = listing.rows.value;
  const query = queryOf(source, viewOf(source.id).value, rows?.[0]?.row.peek());
  const isTrashShown = useSignal(false);
  const scroll = useRef<HTMLDivElement>(null);
  const asked = JSON.stringify(query);
  // The query as a value: it is made anew at each drawing.
  useEffect(() => {
    ask(listing, query);
    scroll.current?.scrollTo({ top: 0 });
  }, [listing, asked]);
  return (
    <>
      <Toolbar source={source} isTrashShown={isTrashShown} />
      {isTrashShown.value ? (
        <TrashedRows source={source} />
      ) : (
        <div ref={scroll} class="table-panel">
          {rows && (
            <Grid
              key={source.id}
              label={plainText(source.title) || "Untitled"}
              source={source}
              columns={columnsOf(source)}
              rows={rows}
              scroll={scroll}
              isWrapped={isRules(source)}
            />
          )}
          <Foot source={source} isEmpty={rows?.length === 0} isFiltered={query.filter !== undefined} />
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
