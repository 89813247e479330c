import type { SourceSchema } from "../row.ts";
import type { Template } from "../template/template.ts";
import { typeName } from "../type-name.ts";

/** Types in which no e-mail address can stand, whatever a row holds. */
const addressless = new Set([
  "number",
  "date",
  "checkbox",
  "url",
  "phone_number",
  "files",
  "created_time",
  "last_edited_time",
  "unique_id",
  "verification",
]);

/** A column that To names by itself, though it can hold no address, as a sentence; with text around it, it may be part of one. */
export function addresslessColumn(to: Template, { name, columns }: SourceSchema): string | undefined {
  const [only] = to;
  if (to.length !== 1 || typeof only !== "object" || !("property" in only)) return undefined;
  const column = columns.find(({ id }) => id === only.property);
  if (!column || !addressless.has(column.type)) return undefined;
  const emails = columns.filter(({ type }) => type === "email" || type === "people");
  const hint =
    emails.length === 0
      ? "write an address, like ada@example.com"
      : `${name} has addresses in ${emails.map((one) => `"${one.name}"`).join(" and ")}`;
  return `"${column.name}" is a ${typeName(column.type)} column and holds no e-mail address; ${hint}`;
}
