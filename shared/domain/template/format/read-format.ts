import { aColumn, kindOf } from "../../condition/operators.ts";
import type { Column } from "../../row.ts";
import { suggestion } from "../../unknown-column.ts";
import { cut, fold, straighten } from "../../words.ts";
import type { DateStyle, Format } from "./format.ts";

type Known = {
  written: string;
  of: Format["as"];
  read(words: string, quoted: string | undefined, text: string): Format | undefined;
};

const dateStyles: DateStyle[] = ["date", "short date", "long date", "weekday", "month", "year", "time"];
const longestQuote = 60;
const mostDecimals = 10;

/** The closed list of formats, in the order they are told in. */
const known: Known[] = [
  ...dateStyles.map((style): Known => fixed(style, { as: "date", style })),
  fixed("number", { as: "number", style: {} }),
  {
    written: "2 decimals",
    of: "number",
    read(words) {
      const count = /^(\d{1,2}) decimals?$/.exec(words)?.[1] ?? (words === "whole number" ? "0" : undefined);
      const decimals = Number(count);
      return count === undefined || decimals > mostDecimals
        ? undefined
        : { as: "number", style: { decimals } };
    },
  },
  fixed("percent", { as: "number", style: { percent: true } }),
  {
    written: "currency EUR",
    of: "number",
    read(words) {
      const currency = /^(?:currency )?([a-z]{3})$/.exec(words)?.[1]?.toUpperCase();
      return currency === undefined || !isCurrency(currency)
        ? undefined
        : { as: "number", style: { currency } };
    },
  },
  fixed("upper", { as: "letters", change: "upper" }, ["uppercase", "upper case"]),
  fixed("lower", { as: "letters", change: "lower" }, ["lowercase", "lower case"]),
  fixed("first word", { as: "letters", change: "first word" }),
  fixed("list", { as: "list", between: null }),
  withText("join", "; ", (between) => ({ as: "list", between })),
  withText("default", "none", (text) => ({ as: "default", text })),
  withText("link", "Open", (text) => ({ as: "link", text })),
];

/**
 * Reads what stands after a `|` in a place, or says what may stand there.
 * @param column whose cells it is to show; undefined for `row.url` and `rule.name`, which are texts.
 */
export function readFormat(
  written: string,
  column: Column | undefined,
): { format: Format } | { problem: string } {
  const text = straighten(written).trim();
  const [, before = text, quoted] =
    /^(.*?) *"([^"]*)"$/s.exec(text) ?? /^(.*?) *'([^']*)'$/s.exec(text) ?? [];
  const words = fold(before);
  for (const one of known) {
    const format = one.read(words, quoted, text);
    if (format) return misfit(format, text, column) ?? { format };
  }
  const names = known.map((one) => one.written);
  const all = names.join(", ");
  const near = suggestion(
    words,
    names.map((name) => name.replace(/ ".*"$/, "")),
  );
  const what =
    text === "" ? 'After "|" I expect a format' : `I don't know the format "${cut(text, longestQuote)}"`;
  return { problem: `${what}. There are ${all}${near}` };
}

/** Dates and numbers have to be some; anything can be empty, a text, or several. */
function misfit(format: Format, text: string, column: Column | undefined): { problem: string } | undefined {
  if (format.as !== "date" && format.as !== "number") return undefined;
  const kind = column && kindOf(column);
  if (column && (kind === format.as || kind === "computed")) return undefined;
  const what = column ? `"${column.name}" is ${aColumn(column)}` : "A link is no date or number";
  return { problem: `${what}, so "${text}" doesn't work on it; that is for ${format.as}s` };
}

function fixed(written: string, format: Format, also: readonly string[] = []): Known {
  return {
    written,
    of: format.as,
    read: (words, quoted) =>
      quoted === undefined && [written, ...also].includes(words) ? format : undefined,
  };
}

function withText(name: string, example: string, make: (text: string) => Format): Known {
  return {
    written: `${name} "${example}"`,
    of: make("").as,
    read(words, quoted, text) {
      if (words === name && quoted !== undefined) return make(quoted);
      // Without quotes it goes to the end.
      const bare = new RegExp(`^${name} +([^"']+)$`, "is").exec(text)?.[1];
      return bare === undefined ? undefined : make(bare);
    },
  };
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}
