import type { SourceSchema } from "../row.ts";
import type { Template, TemplatePart } from "../template/template.ts";
import { templateSource } from "../template/template-source.ts";

/** Who To means, in words: `the address in "Customer email"`. What is more than columns and addresses stays as written. */
export function recipientsText(to: Template, source: SourceSchema): string {
  const texts = to.map((part) => (typeof part === "string" ? written(part) : placeText(part, source)));
  if (texts.includes(undefined)) return templateSource(to, source);
  return listed(texts.flatMap((text) => text ?? []));
}

/** Addresses, commas and spaces between places; an address that goes on in a place is not told from its half. */
function written(text: string): string[] | undefined {
  const words = text.split(/[,;\s]+/u).filter((word) => word !== "");
  return words.every((word) => /^[^@]+@[^@]+$/u.test(word)) ? words : undefined;
}

function placeText(part: Exclude<TemplatePart, string>, { columns }: SourceSchema): string[] | undefined {
  if ("mark" in part || "field" in part) return undefined;
  const column = columns.find(({ id }) => id === part.property);
  if (!column) return undefined;
  const what = column.type === "people" ? "the people" : "the address";
  const place = `${what} in "${column.name}"${part.of === "before" ? " before the change" : ""}`;
  const [format] = part.formats ?? [];
  return [format?.as === "default" ? `${place}, or else ${format.text}` : place];
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
