/** What a formula gives, whatever the row. "any": known only when there is a value. */
export type FormulaType =
  | "string"
  | "number"
  | "boolean"
  | "date"
  | "person"
  | "any"
  | { page: string | undefined }
  | { list: FormulaType };

export function listOf(type: FormulaType): FormulaType {
  return { list: type };
}

/** The type of what is in a list; of anything else, its own. */
export function itemOf(type: FormulaType = "any"): FormulaType {
  return typeof type === "object" && "list" in type ? type.list : type;
}

/** The one type of several branches. */
export function common(types: readonly FormulaType[]): FormulaType {
  const [first = "any", ...others] = types.filter((type) => type !== "any");
  return others.every((type) => JSON.stringify(type) === JSON.stringify(first)) ? first : "string";
}
