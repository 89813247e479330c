/**
 * How a place shows what it stands for: `{{ Due | long date }}`. Plain JSON, it is stored with the rule; what an author
 * may write is in `read-format.ts`.
 */
export type Format =
  | { as: "date"; style: DateStyle }
  | { as: "number"; style: NumberStyle }
  | { as: "list"; between: string | null }
  | { as: "letters"; change: "upper" | "lower" | "first word" }
  | { as: "default"; text: string }
  | { as: "link"; text: string };

export type DateStyle = "date" | "short date" | "long date" | "weekday" | "month" | "year" | "time";

/** `decimals` are shown exactly so many; absent: as many as the number has. */
export type NumberStyle = { decimals?: number; percent?: true; currency?: string };

/** How a format is written. */
export function formatSource(format: Format): string {
  switch (format.as) {
    case "date":
      return format.style;
    case "number":
      return numberSource(format.style);
    case "list":
      return format.between === null ? "list" : `join "${format.between}"`;
    case "letters":
      return format.change;
    default:
      return `${format.as} "${format.text}"`;
  }
}

function numberSource({ decimals, percent, currency }: NumberStyle): string {
  if (currency !== undefined) return `currency ${currency}`;
  if (percent) return "percent";
  return decimals === undefined ? "number" : `${decimals} decimals`;
}
