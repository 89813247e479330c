import { Fragment } from "preact";
import type { Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { timestampOf } from "../views/query-of.ts";
import { type SortLine, untouched } from "../views/table-view.ts";
import { changeView, viewNow, viewOf } from "../views/views.ts";
import { FilterChip } from "./filter-chip.tsx";

/** What the table is sorted and filtered by now; nothing where it is not. */
export function FilterBar({ source }: { source: Source }) {
  const { filters, sorts, join, foreign } = viewOf(source.id).value ?? untouched;
  const ids = new Set(Object.values(source.properties).map(({ id }) => id));
  const shownSorts = sorts.filter(({ columnId }) => timestampOf(columnId) || ids.has(columnId));
  const shownFilters = filters.flatMap((line, index) => (ids.has(line.columnId) ? { line, index } : []));
  if (shownSorts.length + shownFilters.length === 0 && !foreign) return null;
  return (
    <section class="filter-bar" aria-label="Sorts and filters">
      {shownSorts.map((line) => (
        <SortChip key={line.columnId} source={source} line={line} />
      ))}
      {shownSorts.length > 0 && shownFilters.length > 0 && <span class="divider" />}
      {foreign && <ForeignChip source={source} />}
      {shownFilters.map(({ line, index }, place) => (
        <Fragment key={index}>
          {place === 1 && (
            <select
              class="join"
              aria-label="How the filters are joined"
              value={join}
              onInput={(event) =>
                void changeView(source.id, { join: event.currentTarget.value === "or" ? "or" : "and" })
              }
            >
              <option value="and">And</option>
              <option value="or">Or</option>
            </select>
          )}
          {place > 1 && <span class="quiet">{join}</span>}
          <FilterChip source={source} line={line} index={index} />
        </Fragment>
      ))}
      <button
        type="button"
        class="small"
        onClick={() => void changeView(source.id, { foreign: undefined, filters: [], sorts: [] })}
      >
        Reset
      </button>
    </section>
  );
}

/** Made by another program, with what lines cannot show. */
function ForeignChip({ source }: { source: Source }) {
  return (
    <span class="chip">
      <span class="foreign">A filter made elsewhere</span>
      <button
        type="button"
        aria-label="Remove the filter made elsewhere"
        onClick={() => void changeView(source.id, { foreign: undefined })}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

/** A click turns its direction. */
function SortChip({ source, line }: { source: Source; line: SortLine }) {
  const column = Object.values(source.properties).find(({ id }) => id === line.columnId);
  const name = column?.name ?? timestampOf(line.columnId)?.replaceAll("_", " ");
  const isAscending = line.direction === "ascending";
  const put = (next: SortLine | undefined) => {
    const sorts = viewNow(source.id).sorts.flatMap((one) => (one === line ? (next ?? []) : one));
    void changeView(source.id, { sorts });
  };
  return (
    <span class="chip">
      <button
        type="button"
        aria-label={`${name}: sorted ${line.direction}, turn it round`}
        onClick={() => put({ ...line, direction: isAscending ? "descending" : "ascending" })}
      >
        <Icon name={isAscending ? "up" : "descend"} />
        {name}
      </button>
      <button type="button" aria-label={`Do not sort by ${name}`} onClick={() => put(undefined)}>
        <Icon name="close" />
      </button>
    </span>
  );
}
