import type { SourceSchema } from "./row.ts";
import type { Template } from "./template.ts";

/** A compiled template as its author would write it, with the columns' names of today. */
export function templateSource(template: Template, source: SourceSchema): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      if ("field" in part) return `{{ ${part.field} }}`;
      const name = source.columns.find((column) => column.id === part.property)?.name ?? part.property;
      return part.of === "before" ? `{{ before.${name} }}` : `{{ ${name} }}`;
    })
    .join("")
    .trim();
}
