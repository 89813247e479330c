import type { SourceSchema } from "../row.ts";
import { formatSource } from "./format/format.ts";
import type { Template, TemplatePlace } from "./template.ts";

/** A compiled template as its author would write it, with the columns' names of today. */
export function templateSource(template: Template, source: SourceSchema): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if ("mark" in part)
        return part.mark === "if" ? "{{#if …}}" : part.mark === "end" ? "{{/if}}" : "{{else}}";
      return `{{ ${[placeName(part, source), ...(part.formats ?? []).map(formatSource)].join(" | ")} }}`;
    })
    .join("")
    .trim();
}

function placeName(place: TemplatePlace, source: SourceSchema): string {
  if ("field" in place) return place.field;
  const name = source.columns.find((column) => column.id === place.property)?.name ?? place.property;
  return place.of === "before" ? `before.${name}` : name;
}
