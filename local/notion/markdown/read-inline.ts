import type { Json, StoredText } from "../entities.ts";
import { writeText } from "../rich-text.ts";
import { colorIn, idInUrl, readAttributes } from "./attributes.ts";

/** Most characters of one rich text item; a longer stretch becomes several. */
const MOST = 2000;

/** One line of enhanced markdown as rich text. What is not closed is taken as it stands. */
export function readInline(line: string): StoredText[] {
  return writeText(merged(readItems(line, {})).slice(0, 100), "body.markdown");
}

// Each alternative is tried where the text stands; the first that fits wins. `s`: a cell of a table may hold newlines.
const PATTERN = new RegExp(
  [
    String.raw`\\(?<escaped>[\\*~\`$[\]<>{}|^])`,
    "`(?<code>[^`]+)`",
    String.raw`\*\*(?<bold>(?:\\.|[^\\])+?)\*\*`,
    String.raw`\*(?<italic>(?:\\.|[^\\*])+?)\*`,
    "~~(?<struck>.+?)~~",
    String.raw`\$(?<equation>[^$\s](?:[^$]*[^$\s])?)\$`,
    String.raw`\[(?<label>(?:\\.|[^\]\\])+)\]\((?<url>[^)\s]+)\)`,
    "<br\\s*/?>(?<br>)",
    "<span(?<span>[^>]*)>(?<spanned>.*?)</span>",
    "<mention-(?<mention>user|page|database|date)(?<target>[^>]*?)(?:/>|>.*?</mention-\\k<mention>>)",
  ].join("|"),
  "gs",
);

function readItems(text: string, annotations: Json): Json[] {
  const items: Json[] = [];
  let at = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > at) items.push(plain(text.slice(at, match.index), annotations));
    items.push(...read(match.groups ?? {}, annotations));
    at = match.index + match[0].length;
  }
  if (at < text.length) items.push(plain(text.slice(at), annotations));
  return items;
}

function read(found: Record<string, string | undefined>, annotations: Json): Json[] {
  const { escaped, code, bold, italic, struck, equation, label, url, br, spanned, mention } = found;
  if (escaped !== undefined) return [plain(escaped, annotations)];
  if (code !== undefined) return [plain(code, { ...annotations, code: true })];
  if (bold !== undefined) return readItems(bold, { ...annotations, bold: true });
  if (italic !== undefined) return readItems(italic, { ...annotations, italic: true });
  if (struck !== undefined) return readItems(struck, { ...annotations, strikethrough: true });
  if (equation !== undefined) return [{ equation: { expression: equation }, annotations }];
  if (br !== undefined) return [plain("\n", annotations)];
  if (label !== undefined) return readItems(label, annotations).map((item) => linked(item, url));
  if (mention !== undefined) return readMention(mention, readAttributes(found.target ?? ""), annotations);
  const { underline, color } = readAttributes(found.span ?? "");
  const styled = {
    ...annotations,
    ...(underline === "true" && { underline: true }),
    ...(color && { color: colorIn(color) }),
  };
  return readItems(spanned ?? "", styled);
}

function plain(content: string, annotations: Json): Json {
  return { text: { content }, annotations };
}

function linked(item: Json, url: string | undefined): Json {
  return item.text ? { ...item, text: { ...(item.text as Json), link: { url } } } : item;
}

function readMention(type: string, given: Record<string, string | undefined>, annotations: Json): Json[] {
  if (type === "date") {
    return [{ mention: { date: { start: given.start, end: given.end ?? null } }, annotations }];
  }
  const id = idInUrl(given.url);
  return id === undefined ? [] : [{ mention: { [type]: { id } }, annotations }];
}

/** Neighbours that look the same become one item, cut where it would be too long. */
function merged(items: Json[]): Json[] {
  const joined: Json[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    if (last && item.text && isAlike(last, item)) {
      const text = last.text as { content: string };
      joined[joined.length - 1] = {
        ...last,
        text: { ...text, content: text.content + (item.text as { content: string }).content },
      };
    } else joined.push(item);
  }
  return joined.flatMap(cut);
}

function isAlike(a: Json, b: Json): boolean {
  if (!a.text) return false;
  const look = ({ annotations, text }: Json) => JSON.stringify([annotations, (text as Json).link ?? null]);
  return look(a) === look(b);
}

function cut(item: Json): Json[] {
  const text = item.text as { content: string } | undefined;
  if (!text || text.content.length <= MOST) return [item];
  const count = Math.ceil(text.content.length / MOST);
  return Array.from({ length: count }, (_, index) => ({
    ...item,
    text: { ...text, content: text.content.slice(index * MOST, (index + 1) * MOST) },
  }));
}
