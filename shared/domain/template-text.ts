import { bindPlace } from "./bind-place.ts";
import { findPlaces, type Place } from "./places.ts";
import type { SourceSchema } from "./row.ts";
import type { Template, TemplatePlace } from "./template.ts";
import { unknownColumn } from "./unknown-column.ts";

/**
 * Binds the places of a text to the columns of a source.
 * @param where names the text in a problem: `Subject`.
 * @returns the first problem, as a sentence for the rule's author.
 */
export function compileTemplate(
  text: string,
  source: SourceSchema,
  where: string,
): { template: Template; problem?: undefined } | { problem: string; template?: undefined } {
  const { places, problems } = bindPlaces(text, source, where);
  const [problem] = problems;
  if (problem !== undefined) return { problem };
  return { template: cutTemplate(text, places, 0, text.length) };
}

type BoundPlace = Place & { place: TemplatePlace };

export function bindPlaces(
  text: string,
  source: SourceSchema,
  where: string,
): { places: BoundPlace[]; problems: string[] } {
  const found = findPlaces(text, where);
  const places: BoundPlace[] = [];
  const problems = [...found.problems];
  for (const place of found.places) {
    const bound = bindPlace(place.name, source);
    if ("place" in bound) places.push({ ...place, place: bound.place });
    else problems.push(unknownColumn(bound.unknown, source));
  }
  return { places, problems };
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
    if (place.start >= start) template.push(place.place);
    from = place.end;
  }
  if (from < end) template.push(text.slice(from, end));
  return template;
}
