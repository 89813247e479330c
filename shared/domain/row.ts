/** Text with its formatting: what Notion calls a rich text object, reduced to its content. */
export type Span = {
  text: string;
  /** Only http, https and mailto links are ever put into a message. */
  href?: string;
  bold?: true;
  italic?: true;
  strikethrough?: true;
  underline?: true;
  code?: true;
  /** A Notion colour name such as `red` or `yellow_background`; absent for the default. */
  color?: string;
  /** What an @mention points at. `id` is a user, page, database or data source id; `date` is of a date. */
  mention?: { type: string; id?: string; date?: DateRange };
  /** A TeX expression; `text` repeats it. */
  equation?: true;
};

export type Option = { id: string; name: string };

/** `start` and `end` are ISO dates (`2026-05-03`) or date-times with their offset. */
export type DateRange = { start: string; end?: string; timeZone?: string };

/** A person, bot or group. `email` is present only when the connection may read e-mail addresses. */
export type Person = { id: string; name?: string; email?: string };

/** A file. Notion's own links are signed anew on every read and die within an hour: `hosted` says so. */
export type FileLink = { name: string; url: string; hosted: boolean };

/** What a related page is called, and whom it is written to where it has one e-mail column. */
export type RelatedPage = { title: string; email?: string };

/** A property's type and canonical value, free of ids of requests, colours, avatars and signatures. */
export type Value =
  | { type: "title" | "rich_text"; value: Span[] }
  | { type: "number"; value: number | null }
  | { type: "select" | "status"; value: Option | null }
  | { type: "multi_select"; value: Option[] }
  | { type: "date"; value: DateRange | null }
  | { type: "people"; value: Person[] }
  | { type: "created_by" | "last_edited_by"; value: Person | null }
  | { type: "files"; value: FileLink[] }
  | { type: "checkbox"; value: boolean }
  | { type: "url" | "email" | "phone_number"; value: string | null }
  | { type: "created_time" | "last_edited_time"; value: string | null }
  /** Page ids. `pages`: what is known of them, by id, where a rule asks for it; no content of this row's. */
  | { type: "relation"; value: string[]; pages?: Record<string, RelatedPage> }
  | { type: "unique_id"; value: { prefix: string | null; number: number | null } | null }
  | { type: "formula"; value: Computed }
  | { type: "rollup"; value: Computed | { kind: "array"; value: Value[] } }
  /** Anything else, kept as Notion sent it: new property types arrive without notice. */
  | { type: "other"; notionType: string; value: unknown };

/** The result of a formula or of a rollup that aggregates. `none` is Notion's `unsupported` or `incomplete`. */
export type Computed =
  | { kind: "string"; value: string | null }
  | { kind: "number"; value: number | null }
  | { kind: "boolean"; value: boolean | null }
  | { kind: "date"; value: DateRange | null }
  | { kind: "none"; value: null };

/** One cell of a row. `id` is Notion's property id, decoded; it survives renames, `name` does not. */
export type Property = {
  id: string;
  name: string;
  /** Notion cut the list (25 relations, people or mentions): the value is a beginning. */
  truncated?: true;
} & Value;

/** A page of a watched data source. `properties` is keyed by property id. Times are ISO minutes. */
export type Row = {
  id: string;
  sourceId: string;
  url: string;
  createdTime: string;
  lastEditedTime: string;
  /** User id of whoever edited it last; earlier editors of the same minute are not told. */
  lastEditedBy: string;
  inTrash: boolean;
  properties: Record<string, Property>;
};

/** A column as the data source defines it. */
export type Column = {
  id: string;
  name: string;
  type: string;
  /** Options of a select, status or multi-select. */
  options?: Option[];
  /** How a number column shows its numbers, in Notion's words: `euro`, `percent`. */
  numberFormat?: string;
  /** The data source that a relation leads to. */
  relatedTo?: string;
  /** A formula that reads the clock: its value differs from read to read without an edit. */
  volatile?: true;
  /** What it was called before, newest first: an author may go on writing it. */
  formerNames?: string[];
};

/** A watched data source as rules are bound to it. */
export type SourceSchema = {
  id: string;
  name: string;
  columns: Column[];
  /** Digest of the columns as rows last showed them. */
  rowColumns?: string;
  /** Rows show other columns since: to be read anew. */
  stale?: true;
  /** When it was read, an ISO time of Notion's clock. */
  readAt?: string;
  /** Since when columns are gone that may come back, an ISO time by property id. */
  gone?: Record<string, string>;
};

/** The text of the row's title, or `""`. */
export function rowTitle(row: Pick<Row, "properties">): string {
  for (const property of Object.values(row.properties)) {
    if (property.type === "title") return plainText(property.value);
  }
  return "";
}

/** What another row shows of this one where it is related to it. */
export function asRelated(row: Pick<Row, "properties">): RelatedPage {
  const [only, ...others] = Object.values(row.properties).flatMap((property) =>
    property.type === "email" ? [property.value ?? ""] : [],
  );
  const title = rowTitle(row);
  return only && others.length === 0 ? { title, email: only } : { title };
}

/** The bare text of spans. */
export function plainText(spans: readonly Span[]): string {
  let text = "";
  for (const span of spans) text += span.text;
  return text;
}
