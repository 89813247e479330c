/** Where two JSON values differ in what a program could trip over: keys, types, formats, order, and words of the API. */
export type Difference = { at: string; recorded: string; ours: string };

/** Compared as they are; other texts by their format alone. */
const WORDS = [
  "object",
  "type",
  "code",
  "status",
  "color",
  "plain_text",
  "content",
  "expression",
  "markdown",
  "title",
  "mode",
  "filename",
  "content_type",
  "start",
  "end",
  "poll_after_seconds",
  "name",
];

const FORMATS: [name: string, pattern: RegExp][] = [
  ["a minute with Z", /^\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000Z$/],
  ["milliseconds with Z", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ["milliseconds with an offset", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/],
  ["a day", /^\d{4}-\d\d-\d\d$/],
  ["a UUID", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ["a task", /^task_[0-9a-f]{32}$/],
  ["the URL of a page with its title", /^https:\/\/app\.notion\.com\/p\/.+-[0-9a-f]{32}$/],
  ["the URL of a page", /^https:\/\/app\.notion\.com\/p\/[0-9a-f]{32}(\?v=[0-9a-f]{32})?$/],
  ["a URL", /^https?:\/\//],
];

function formatOf(text: string): string {
  return FORMATS.find(([, pattern]) => pattern.test(text))?.[0] ?? "a text";
}

export function differences(recorded: unknown, ours: unknown, at = "answer"): Difference[] {
  const kind = kindOf(recorded);
  if (kind !== kindOf(ours)) return [{ at, recorded: kind, ours: kindOf(ours) }];
  if (Array.isArray(recorded)) return inList(recorded, ours as unknown[], at);
  if (kind === "object") return inObject(recorded as object, ours as object, at);
  const isWord = WORDS.includes(at.split(".").at(-1) ?? "");
  const look = (value: unknown) =>
    typeof value === "string" && !isWord ? formatOf(value) : JSON.stringify(value);
  // Numbers count things of the workspace; only their type is Notion's.
  if (kind === "number" && !isWord) return [];
  return look(recorded) === look(ours) ? [] : [{ at, recorded: look(recorded), ours: look(ours) }];
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function inList(recorded: unknown[], ours: unknown[], at: string): Difference[] {
  const items = recorded.flatMap((item, index) =>
    index < ours.length ? differences(item, ours[index], `${at}.${index}`) : [],
  );
  if (recorded.length === ours.length) return items;
  const length = ({ length }: unknown[]) => `${length} items`;
  return [...items, { at, recorded: length(recorded), ours: length(ours) }];
}

function inObject(recorded: object, ours: object, at: string): Difference[] {
  const [theirs, own] = [new Map(Object.entries(recorded)), new Map(Object.entries(ours))];
  const keys = [...new Set([...theirs.keys(), ...own.keys()])];
  return keys.flatMap((key) => {
    const place = `${at}.${key}`;
    if (!own.has(key)) return [{ at: place, recorded: "there", ours: "missing" }];
    if (!theirs.has(key)) return [{ at: place, recorded: "missing", ours: "there" }];
    return differences(theirs.get(key), own.get(key), place);
  });
}
