import type { SourceSchema } from "../row.ts";
import { bindPlace } from "./bind-place.ts";
import { markProblem, readMark } from "./marks.ts";
import { findPlaces, type Place } from "./places.ts";
import type { Template, TemplatePart } from "./template.ts";

/** What a text is compiled for: `where` names it in a problem (`Subject`); `locale` is whose numbers its conditions write. */
export type Compiling = { source: SourceSchema; where: string; locale?: string | undefined };

/**
 * Binds the places of a text to the columns of a source.
 * @returns the first problem, as a sentence for the rule's author.
 */
export function compileTemplate(
  text: string,
  source: SourceSchema,
  where: string,
  locale?: string,
): { template: Template; problem?: undefined } | { problem: string; template?: undefined } {
  const { parts, problems } = bindPlaces(text, { source, where, locale });
  const template = cutTemplate(text, parts, 0, text.length);
  const problem = problems[0] ?? markProblem(template, where);
  return problem === undefined ? { template } : { problem };
}

type BoundPlace = Place & { part: Exclude<TemplatePart, string> };

/** Binds the places and marks of a text; how marks stand to each other is not looked at. */
export function bindPlaces(
  text: string,
  { source, where, locale }: Compiling,
): { parts: BoundPlace[]; problems: string[] } {
  const found = findPlaces(text, where);
  const parts: BoundPlace[] = [];
  const problems = [...found.problems];
  for (const place of found.places) {
    const mark = readMark(place.name, source, locale);
    const bound = mark ?? bindPlace(place.name, source);
    if ("problem" in bound) problems.push(bound.problem);
    else parts.push({ ...place, part: "mark" in bound ? bound.mark : bound.place });
  }
  return { parts, problems };
}

/** The part of a text between two offsets as a template. A place belongs to where its first character stands. */
export function cutTemplate(
  text: string,
  places: readonly BoundPlace[],
  start: number,
  end: number,
): Template {
  const template: Template = [];
  let from = start;
  for (const place of places) {
    if (place.end <= start || place.start >= end) continue;
    if (place.start > from) template.push(text.slice(from, place.start));
    if (place.start >= start) template.push(place.part);
    from = place.end;
  }
  if (from < end) template.push(text.slice(from, end));
  return template;
}
