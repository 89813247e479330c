import { plainText, type Span, type WrittenSpan } from "../api/notion.ts";

/**
 * The spans of a text after its plain text was edited: what stands before and after the edit keeps its format, its links
 * and its mentions; what is new takes the format of what it follows.
 */
export function respan(spans: readonly Span[], text: string): WrittenSpan[] {
  const before = plainText(spans);
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;

  const kept = cut(spans, 0, start);
  const rest = cut(spans, before.length - end, before.length);
  const inserted = text.slice(start, text.length - end);
  const neighbour = [kept.at(-1), rest[0]].find((span) => span?.type === "text");
  const added =
    inserted === "" ? [] : [{ ...(neighbour ?? plain), text: { ...neighbour?.text, content: inserted } }];
  return joined([...kept, ...added, ...rest]).flatMap(inPieces);
}

/** Notion takes a text in pieces of at most 2,000, counted as JavaScript does. */
const longest = 2_000;

function inPieces(span: Written): Written[] {
  const content = span.text?.content ?? "";
  if (content.length <= longest) return [span];
  // No character of two halves is cut.
  const end = /[\uD800-\uDBFF]/.test(content[longest - 1] ?? "") ? longest - 1 : longest;
  const part = (text: string): Written => ({ ...span, text: { ...span.text, content: text } });
  return [part(content.slice(0, end)), ...inPieces(part(content.slice(end)))];
}

type Written = WrittenSpan & { type: "text" | "mention"; text?: { content: string }; annotations?: object };

const plain: Written = { type: "text" };

/** The part of the spans from one place of their plain text to another. A mention that is cut becomes text. */
function cut(spans: readonly Span[], from: number, to: number): Written[] {
  const parts: Written[] = [];
  let at = 0;
  for (const span of spans) {
    const { plain_text, annotations } = span;
    const content = plain_text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += plain_text.length;
    if (content === "") continue;
    if (span.type === "mention" && content === plain_text) {
      parts.push({ type: "mention", mention: span.mention, annotations });
    } else {
      parts.push({
        type: "text",
        text: { content, ...(span.type === "text" && { link: span.text.link }) },
        annotations,
      });
    }
  }
  return parts;
}

/** Neighbours of the same format become one, so that a text edited often does not crumble. */
function joined(spans: readonly Written[]): Written[] {
  const result: Written[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.text && span.text && formatOf(last) === formatOf(span)) {
      last.text = { ...last.text, content: last.text.content + span.text.content };
    } else result.push({ ...span });
  }
  return result;
}

function formatOf({ annotations, text }: Written): string {
  return JSON.stringify([annotations, { ...text, content: "" }]);
}
