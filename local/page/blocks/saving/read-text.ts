import type { Span } from "../../api/notion.ts";
import { join, type Mark, type Marks, type Run, type Runs } from "../model/runs.ts";

const marks: readonly Mark[] = ["bold", "italic", "underline", "strikethrough", "code"];
/** More than that in one piece is refused by Notion. */
const longest = 2_000;

/** A text as Notion answers it, for the editor. */
export function readText(spans: readonly Span[]): Run[] {
  return join(spans.map(readSpan));
}

function readSpan(span: Span): Run {
  const run: Run = { text: span.plain_text, marks: readMarks(span.annotations) };
  if (span.type === "mention" && span.mention.type !== "link_preview") {
    return { ...run, atom: { type: "mention", mention: span.mention } };
  }
  if (span.type === "equation") return { ...run, atom: { type: "equation", equation: span.equation } };
  return span.href ? { ...run, link: span.href } : run;
}

function readMarks(annotations: Span["annotations"]): Marks {
  const on = marks.filter((mark) => annotations[mark]).map((mark) => [mark, true]);
  const { color } = annotations;
  return { ...Object.fromEntries(on), ...(color && color !== "default" && { color }) };
}

/** A text of the editor as one writes it to Notion. */
export function writtenText(runs: Runs): object[] {
  return runs.flatMap(({ text, marks: annotations, link, atom }) => {
    if (atom) return [{ ...atom, annotations }];
    const pieces = text.match(new RegExp(`[^]{1,${longest}}`, "gu")) ?? [];
    return pieces.map((content) => ({
      type: "text",
      text: { content, ...(link && { link: { url: link } }) },
      annotations,
    }));
  });
}
