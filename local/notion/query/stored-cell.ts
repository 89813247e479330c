import type { Call } from "../call.ts";
import type { DataSource, Page, Property, StoredText } from "../entities.ts";
import { optionsOf } from "../properties/options.ts";
import type { ReadAt } from "../properties/property-type.ts";
import { propertyType, valueReader } from "../properties/registry.ts";
import { readText } from "../rich-text.ts";
import { type Cell, NO_NUMBER, NOTHING } from "./cell.ts";
import { computation, mentionsAny } from "./computation.ts";
import type { CellSource } from "./rows/column.ts";
import { cellOfValue, type Family, familyOf } from "./value-cell.ts";

const MINUTE = 60_000;

/**
 * How to get the cells of a property from what is stored; much quicker than from what the API shows, which is left for
 * the computed ones. @param family how a formula or rollup is looked at
 */
export function cellSource(
  property: Property,
  { source, call }: Asked,
  family = familyOf(property.type),
): CellSource {
  const stored = STORED[property.type]?.(property, call);
  if (stored) return { basis: property, isComputed: false, ...stored };
  const read = (page: Page) =>
    cellOfValue(valueReader(call)(property, page, source.properties), family as Family);
  return { basis: source.properties, read, foreign: computation(property, source), isComputed: true };
}

/** The data source a query is about, and who asks. */
export type Asked = { source: DataSource; call: Call };

type Stored = Pick<CellSource, "read" | "foreign" | "isRepeated">;

const own = (read: (page: Page) => Cell): Stored => ({ read, foreign: "never" });
const repeated = (read: (page: Page) => Cell): Stored => ({ read, foreign: "never", isRepeated: true });

const STORED: Record<string, (property: Property, call: Call) => Stored> = {
  title: texts,
  rich_text: texts,
  url: strings,
  email: strings,
  phone_number: strings,
  number: numbers,
  unique_id: numbers,
  checkbox: ({ id }) => repeated((page) => (page.values[id] ? 1 : 0)),
  select: options,
  status: options,
  multi_select: optionLists,
  date: ({ id }) => own((page) => startOf(page.values[id])),
  created_time: () => own((page) => floor(page.stamp.createdAt)),
  last_edited_time: () => own((page) => floor(page.stamp.editedAt)),
  people: (property) => ({ ...idLists(property), isRepeated: true }),
  // Ids of trashed pages too: the conditions look whether a page is still there.
  relation: idLists,
  created_by: () => repeated(({ stamp }) => [stamp.createdBy]),
  last_edited_by: () => repeated(({ stamp }) => [stamp.editedBy]),
};

function texts({ id }: Property, call: Call): Stored {
  const storedOf = (page: Page) => page.values[id] as StoredText[] | undefined;
  return {
    read: (page) => plainText(storedOf(page) ?? [], call),
    // A mention shows the title of another page, and changes with it.
    foreign: (page) => mentionsAny(storedOf(page)),
  };
}

function plainText(items: StoredText[], call: Call): string {
  const [first] = items;
  if (!first) return "";
  if (items.length === 1 && first.type === "text")
    return (first.text as { content: string }).content.toLowerCase();
  const plain = readText(items, call).map((item) => String(item.plain_text));
  return plain.join("").toLowerCase();
}

function strings({ id }: Property): Stored {
  return own((page) => ((page.values[id] as string | null | undefined) ?? "").toLowerCase());
}

function numbers({ id }: Property): Stored {
  return own((page) => (page.values[id] as number | null | undefined) ?? NO_NUMBER);
}

function options(property: Property): Stored {
  const names = namesOf(property);
  // A status that was never set shows the first one all the same.
  const unset = propertyType(property.type).read(undefined, { property } as ReadAt);
  const unsetName = (unset as { name: string } | null)?.name ?? "";
  return repeated((page) => {
    const stored = page.values[property.id];
    return stored === undefined ? unsetName : (names.get(stored) ?? "");
  });
}

function optionLists(property: Property): Stored {
  const names = namesOf(property);
  return repeated((page) => {
    const stored = (page.values[property.id] as string[] | undefined) ?? NOTHING;
    return stored.length === 0 ? NOTHING : stored.flatMap((id) => names.get(id) ?? []);
  });
}

function namesOf({ config }: Property): Map<unknown, string> {
  return new Map(optionsOf(config).map(({ id, name }) => [id, name]));
}

function idLists({ id }: Property): Stored {
  return own((page) => (page.values[id] as string[] | undefined) ?? NOTHING);
}

function startOf(stored: unknown): number {
  const date = stored as { start: string } | null | undefined;
  return date ? Date.parse(date.start) : NO_NUMBER;
}

/** As shown: `after: 12:00:30` misses an edit at 12:00:45. */
function floor(ms: number): number {
  return Math.floor(ms / MINUTE) * MINUTE;
}
