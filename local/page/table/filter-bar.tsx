import { Fragment } from "preact";
import type { Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { changeView, type SortLine, viewOf } from "../state/table-view.ts";
import { FilterChip } from "./filter-chip.tsx";

/** What the table is sorted and filtered by now; nothing where it is not. */
export function FilterBar({ source }: { source: Source }) {
  const { filters, sorts, join } = viewOf(source.id).value;
  const columns = Object.values(source.properties);
  const shownSorts = sorts.filter(({ columnId }) => columns.some(({ id }) => id === columnId));
  const shownFilters = filters.filter(({ columnId }) => columns.some(({ id }) => id === columnId));
  if (shownSorts.length + shownFilters.length === 0) return null;
  return (
    <section class="filter-bar" aria-label="Sorts and filters">
      {shownSorts.map((line) => (
        <SortChip key={line.columnId} source={source} line={line} />
      ))}
      {shownSorts.length > 0 && shownFilters.length > 0 && <span class="divider" />}
      {shownFilters.map((line, index) => (
        <Fragment key={index}>
          {index === 1 && (
            <select
              class="join"
              aria-label="How the filters are joined"
              value={join}
              onInput={(event) =>
                changeView(source.id, { join: event.currentTarget.value === "or" ? "or" : "and" })
              }
            >
              <option value="and">And</option>
              <option value="or">Or</option>
            </select>
          )}
          {index > 1 && <span class="quiet">{join}</span>}
          <FilterChip source={source} line={line} />
        </Fragment>
      ))}
      <button type="button" class="small" onClick={() => changeView(source.id, { filters: [], sorts: [] })}>
        Reset
      </button>
    </section>
  );
}

/** A click turns its direction. */
function SortChip({ source, line }: { source: Source; line: SortLine }) {
  const column = Object.values(source.properties).find(({ id }) => id === line.columnId);
  const isAscending = line.direction === "ascending";
  const put = (next: SortLine | undefined) => {
    const sorts = viewOf(source.id)
      .peek()
      .sorts.flatMap((one) => (one === line ? (next ?? []) : one));
    changeView(source.id, { sorts });
  };
  return (
    <span class="chip">
      <button
        type="button"
        aria-label={`${column?.name}: sorted ${line.direction}, turn it round`}
        onClick={() => put({ ...line, direction: isAscending ? "descending" : "ascending" })}
      >
        <Icon name={isAscending ? "up" : "descend"} />
        {column?.name}
      </button>
      <button type="button" aria-label={`Do not sort by ${column?.name}`} onClick={() => put(undefined)}>
        <Icon name="close" />
      </button>
    </span>
  );
}
