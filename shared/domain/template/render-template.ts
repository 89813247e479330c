import { displayText } from "../display.ts";
import { numberText } from "../number-text.ts";
import type { Property } from "../row.ts";
import { applyFormats, changeText } from "./format/apply-formats.ts";
import { Gate } from "./gate.ts";
import type { RenderContext, Template, TemplatePlace } from "./template.ts";

/** A template with its places filled in, in one pass: what a row holds is never looked at for places again. */
export function renderText(template: Template, context: RenderContext): string {
  return gatedText(template, context, new Gate(context));
}

/** The same where marks before it have a say, and marks in it on what follows. */
export function gatedText(template: Template, context: RenderContext, gate: Gate): string {
  let text = "";
  for (const part of template) {
    if (typeof part === "object" && "mark" in part) gate.pass(part);
    else if (gate.isOpen) text += typeof part === "string" ? part : placeText(part, context);
  }
  return text;
}

/**
 * The same for a link. A place at its start has to bring the scheme and is taken as it is; every later one is a part
 * of the address and percent-encoded, so that it cannot become another part.
 */
export function renderUrl(template: Template, context: RenderContext): string {
  const parts = shown(template, context);
  const [first, second] = parts;
  // Notion puts `http://` before a link that has no scheme, also before `{{ Link }}`.
  if (typeof first === "string" && /^https?:\/\/$/i.test(first) && second !== undefined) {
    const value = typeof second === "string" ? second : placeText(second, context).trim();
    if (/^https?:\/\//i.test(value)) return value + encoded(parts.slice(2), context);
  }
  if (first === undefined || typeof first === "string") return encoded(parts, context);
  return placeText(first, context).trim() + encoded(parts.slice(1), context);
}

/** The cell a place points at, or `undefined` when the row has none: a column removed since, a row just added. */
export function placeProperty(place: TemplatePlace, context: RenderContext): Property | undefined {
  if ("field" in place) return undefined;
  const values = context.values[place.of];
  return Object.hasOwn(values, place.property) ? values[place.property] : undefined;
}

function placeText(place: TemplatePlace, context: RenderContext): string {
  const { formats = [] } = place;
  if ("field" in place) {
    const text = place.field === "row.url" ? context.row.url : context.rule.name;
    return formats.reduce((shown, format) => changeText(shown, format, context), text);
  }
  const property = placeProperty(place, context);
  if (property === undefined)
    return formats.reduce((shown, format) => changeText(shown, format, context), "");
  return applyFormats(property, plainOf(place.numberFormat, property), formats, context);
}

function plainOf(numberFormat: string | undefined, property: Property): string {
  if (numberFormat && property.type === "number" && property.value !== null) {
    return numberText(property.value, numberFormat);
  }
  return property.truncated ? `${displayText(property)}, …` : displayText(property);
}

/** What is left of a template where the marks in it have spoken. */
function shown(template: Template, context: RenderContext): (string | TemplatePlace)[] {
  const gate = new Gate(context);
  return template.filter((part): part is string | TemplatePlace => {
    if (typeof part === "string" || !("mark" in part)) return gate.isOpen;
    gate.pass(part);
    return false;
  });
}

function encoded(parts: readonly (string | TemplatePlace)[], context: RenderContext): string {
  let url = "";
  for (const part of parts) {
    url += typeof part === "string" ? part : encodeURIComponent(placeText(part, context).toWellFormed());
  }
  return url;
}
