import { listOf } from "../type.ts";
import { toNumber, toText } from "../value.ts";
import { define, type FormulaFunction, texts } from "./definition.ts";

/** Notion's patterns are JavaScript's. One that cannot be read matches nothing. */
function pattern(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    return /(?!)/;
  }
}

function padded(text: string, length: number, filler: string, side: "padStart" | "padEnd"): string {
  return text[side](Math.min(length, MOST_CHARACTERS), filler || " ");
}

const MOST_CHARACTERS = 10_000;

const CURRENCIES: Record<string, string> = { dollar: "USD", euro: "EUR", pound: "GBP", yen: "JPY" };

/** Formats beside the currencies: "commas", "percent"; any other is the bare number. */
function formatNumber(number: number, format: string, precision: number | undefined): string {
  const digits =
    precision === undefined ? {} : { minimumFractionDigits: precision, maximumFractionDigits: precision };
  const currency = CURRENCIES[format];
  if (currency) return number.toLocaleString("en-US", { style: "currency", currency, ...digits });
  if (format === "percent") return number.toLocaleString("en-US", { style: "percent", ...digits });
  return number.toLocaleString("en-US", {
    useGrouping: format === "commas",
    maximumFractionDigits: 20,
    ...digits,
  });
}

export const TEXTS: Record<string, FormulaFunction> = {
  format: texts((a) => a),
  lower: texts((a) => a.toLowerCase()),
  upper: texts((a) => a.toUpperCase()),
  trim: texts((a) => a.trim()),
  contains: texts((a, part) => a.includes(part), "boolean"),
  test: texts((a, source) => pattern(source, "").test(a), "boolean"),
  match: texts((a, source) => a.match(pattern(source, "g")) ?? [], listOf("string")),
  replace: texts((a, source, to) => a.replace(pattern(source, ""), to)),
  replaceAll: texts((a, source, to) => a.replace(pattern(source, "g"), to)),
  split: texts((a, separator) => (separator === "" ? a.split(/\s+/) : a.split(separator)), listOf("string")),
  repeat: define("string", (a, count) => {
    const text = toText(a);
    const most = Math.floor(MOST_CHARACTERS / Math.max(1, text.length));
    return text.repeat(Math.min(most, Math.max(0, Math.trunc(toNumber(count)))));
  }),
  substring: define("string", (a, from, to) =>
    toText(a).slice(Math.max(0, toNumber(from)), to === null ? undefined : Math.max(0, toNumber(to))),
  ),
  padStart: define("string", (a, length, filler) =>
    padded(toText(a), toNumber(length), toText(filler), "padStart"),
  ),
  padEnd: define("string", (a, length, filler) =>
    padded(toText(a), toNumber(length), toText(filler), "padEnd"),
  ),
  formatNumber: define("string", (a, format, precision) =>
    formatNumber(toNumber(a), toText(format), precision === null ? undefined : toNumber(precision)),
  ),
  // What a link or a style adds is not in the answer of the API, which gives plain text.
  link: texts((label) => label),
  style: texts((a) => a),
  unstyle: texts((a) => a),
};
