/** One line of a filter: a column by id, under which keys of Notion's grammar it is asked, how, and against what. */
export type Condition = { columnId: string; path: readonly string[]; operator: string; value: string };

/** `columnId` of a time that is no column is `timestamp:` and its name. */
export type SortLine = { columnId: string; direction: "ascending" | "descending" };

/** How a view shows a column; those it does not name follow, as the source has them. */
export type ViewColumn = { id: string; isHidden: boolean; width?: number };

/** How a table is looked at, by everybody. */
export type TableView = {
  filters: readonly Condition[];
  /** Whether all conditions have to hold, or any. */
  join: "and" | "or";
  /** What another program made and lines cannot show, such as groups: it holds beside them. */
  foreign?: object | undefined;
  sorts: readonly SortLine[];
  columns: readonly ViewColumn[];
};

export const untouched: TableView = { filters: [], join: "and", sorts: [], columns: [] };
