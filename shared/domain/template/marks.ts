import { testsIn } from "../compiled-parts.ts";
import { looksBack } from "../condition/condition.ts";
import { parseCondition } from "../condition/parse.ts";
import type { SourceSchema } from "../row.ts";
import { cut, fold } from "../words.ts";
import { findColumn } from "./find-column.ts";
import type { TemplateMark, TemplatePart } from "./template.ts";

const longestQuote = 60;

/**
 * Reads what stands between braces as a mark: `#if Paid`, `#if Amount > 100 and Tags contains Gift`, `else`, `/if`. A
 * column alone asks whether its cell has something in it, a checkbox whether it is ticked.
 * @returns undefined for a place.
 */
export function readMark(
  written: string,
  source: SourceSchema,
  locale: string | undefined,
): { mark: TemplateMark } | { problem: string } | undefined {
  const words = fold(written);
  if (words === "else" || words === "#else") return { mark: { mark: "else" } };
  if (words === "/if" || words === "end if" || words === "#end") return { mark: { mark: "end" } };
  const [unknown] = /^[#/]\s*(?:unless|each|for|elseif|else if|with)\b/iu.exec(written) ?? [];
  if (unknown !== undefined)
    return {
      problem: `There is no {{${unknown}}}. There are {{#if Paid}}, {{#if not Paid}}, {{else}} and {{/if}}; several values in one place are shown by {{ Tags | list }}`,
    };
  const [, asked] = /^#\s*if\b\s*(.*)$/isu.exec(written) ?? [];
  if (asked === undefined) return undefined;
  const read = parseCondition(sentence(asked, source), source, locale);
  if ("problem" in read) return { problem: `In {{${cut(written, longestQuote)}}}: ${read.problem}` };
  if (testsIn(read.condition).some((test) => looksBack(test) && !test.before))
    return {
      problem: `In {{${cut(written, longestQuote)}}}: a message knows what was before, not what changed; write was`,
    };
  return { mark: { mark: "if", condition: read.condition } };
}

/** @returns what is wrong with how marks stand in a text, as a sentence. */
export function markProblem(parts: readonly TemplatePart[], where: string): string | undefined {
  const open: ("if" | "else")[] = [];
  for (const part of parts) {
    if (typeof part === "string" || !("mark" in part)) continue;
    if (part.mark === "if") open.push("if");
    else if (part.mark === "end" && open.pop() === undefined)
      return `There is a {{/if}} in ${where} without its {{#if …}}`;
    else if (part.mark === "else" && open.pop() !== "if")
      return `There is an {{else}} in ${where} without its {{#if …}}`;
    else if (part.mark === "else") open.push("else");
  }
  return open.length === 0
    ? undefined
    : `A {{#if …}} in ${where} is never closed; write {{/if}} where it ends`;
}

function sentence(asked: string, source: SourceSchema): string {
  const [, not = "", name = ""] = /^(not\s+)?(.*)$/isu.exec(asked.trim()) ?? [];
  const column = findColumn(name, source);
  if (!column) return asked;
  return `${not}"${column.name}" ${column.type === "checkbox" ? "is checked" : "is not empty"}`;
}
