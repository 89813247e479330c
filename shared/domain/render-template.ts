import { displayText } from "./display.ts";
import { numberText } from "./number-text.ts";
import type { Property } from "./row.ts";
import type { RenderContext, Template, TemplatePlace } from "./template.ts";

/** A template with its places filled in, in one pass: what a row holds is never looked at for places again. */
export function renderText(template: Template, context: RenderContext): string {
  let text = "";
  for (const part of template) text += typeof part === "string" ? part : placeText(part, context);
  return text;
}

/**
 * The same for a link. A place at its start has to bring the scheme and is taken as it is; every later one is a part
 * of the address and percent-encoded, so that it cannot become another part.
 */
export function renderUrl(template: Template, context: RenderContext): string {
  const [first, second] = template;
  // Notion puts `http://` before a link that has no scheme, also before `{{ Link }}`.
  if (typeof first === "string" && /^https?:\/\/$/i.test(first) && second !== undefined) {
    const value = typeof second === "string" ? second : placeText(second, context).trim();
    if (/^https?:\/\//i.test(value)) return value + encoded(template.slice(2), context);
  }
  if (first === undefined || typeof first === "string") return encoded(template, context);
  return placeText(first, context).trim() + encoded(template.slice(1), context);
}

/** The cell a place points at, or `undefined` when the row has none: a column removed since, a row just added. */
export function placeProperty(place: TemplatePlace, context: RenderContext): Property | undefined {
  if ("field" in place) return undefined;
  const values = context.values[place.of];
  return Object.hasOwn(values, place.property) ? values[place.property] : undefined;
}

function placeText(place: TemplatePlace, context: RenderContext): string {
  if ("field" in place) return place.field === "row.url" ? context.row.url : context.rule.name;
  const property = placeProperty(place, context);
  if (property === undefined) return "";
  if (place.numberFormat && property.type === "number" && property.value !== null) {
    return numberText(property.value, place.numberFormat);
  }
  return property.truncated ? `${displayText(property)}, …` : displayText(property);
}

function encoded(template: Template, context: RenderContext): string {
  let url = "";
  for (const part of template) {
    url += typeof part === "string" ? part : encodeURIComponent(placeText(part, context).toWellFormed());
  }
  return url;
}
