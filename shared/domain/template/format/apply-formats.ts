import { dateOf, numberOf, textsOf, valuesOf } from "../../condition/readings.ts";
import { displayText, relatedTexts } from "../../display.ts";
import type { Value } from "../../row.ts";
import { wallAt } from "../../time/zone.ts";
import type { DateStyle, Format, NumberStyle } from "./format.ts";

/** Whose numbers and dates, BCP 47, and whose clocks, an IANA name. */
export type Reader = { locale?: string | undefined; timeZone: string };

const dateOptions: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { day: "numeric", month: "long", year: "numeric" },
  "short date": { day: "2-digit", month: "2-digit", year: "numeric" },
  "long date": { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "long" },
  month: { month: "long" },
  year: { year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
};

/** English with days before months, as the other texts of a message have it. */
const neutralLocale = "en-GB";

/**
 * What a cell shows under formats, from left to right: the first may ask for a date, a number or a list, what follows
 * changes the text. A cell that is none of what is asked shows as without a format.
 * @param plain how it shows without any.
 */
export function applyFormats(
  value: Value,
  plain: string,
  formats: readonly Format[],
  reader: Reader,
): string {
  let text = plain;
  for (const format of formats) {
    if (format.as === "date") text = dateText(value, format.style, reader) ?? text;
    else if (format.as === "number") text = numberText(value, format.style, reader) ?? text;
    else if (format.as === "list") text = listText(value, format.between, reader) ?? text;
    else text = changeText(text, format, reader);
  }
  return text;
}

/** Texts only: what a place without a cell shows, such as the rule's name. */
export function changeText(text: string, format: Format, { locale }: Reader): string {
  if (format.as === "default") return text.trim() === "" ? format.text : text;
  if (format.as === "link") return text.trim() === "" ? "" : format.text;
  if (format.as !== "letters") return text;
  if (format.change === "upper") return text.toLocaleUpperCase(locale ?? neutralLocale);
  if (format.change === "lower") return text.toLocaleLowerCase(locale ?? neutralLocale);
  return /\S+/u.exec(text)?.[0] ?? "";
}

function dateText(value: Value, style: DateStyle, reader: Reader): string | undefined {
  const texts = valuesOf(value).flatMap((one) => {
    const ends = one.type === "date" && one.value?.end ? [one.value.end] : [];
    return [dateOf(one), ...ends].flatMap((iso) => {
      const shown = iso === null ? undefined : momentText(iso, one.type, style, reader);
      return shown === undefined ? [] : [shown];
    });
  });
  const [from, to] = texts;
  if (from === undefined) return undefined;
  return value.type === "date" && to !== undefined
    ? from === to
      ? from
      : `${from} → ${to}`
    : texts.join(", ");
}

function momentText(
  iso: string,
  type: string,
  style: DateStyle,
  { locale, timeZone }: Reader,
): string | undefined {
  const hasTime = iso.length > "2026-05-03".length;
  if (style === "time" && !hasTime) return undefined;
  // What somebody entered reads as entered, in its own offset; what Notion noted down is in UTC.
  const isNoted = type === "created_time" || type === "last_edited_time";
  const wall = isNoted
    ? wallAt(Date.parse(iso), timeZone)
    : Date.parse(`${iso.slice(0, 19)}${hasTime ? "Z" : ""}`);
  if (Number.isNaN(wall)) return undefined;
  return new Intl.DateTimeFormat(locale ?? neutralLocale, { ...dateOptions[style], timeZone: "UTC" }).format(
    wall,
  );
}

function numberText(value: Value, style: NumberStyle, { locale }: Reader): string | undefined {
  const { decimals, percent, currency } = style;
  const format = new Intl.NumberFormat(locale ?? neutralLocale, {
    maximumFractionDigits: 20,
    ...(percent && { style: "percent", maximumFractionDigits: 10 }),
    ...(currency !== undefined && { style: "currency", currency, maximumFractionDigits: undefined }),
    ...(decimals !== undefined && { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
  });
  const numbers = valuesOf(value).flatMap((one) => numberOf(one) ?? []);
  return numbers.length === 0 ? undefined : numbers.map((number) => format.format(number)).join(", ");
}

/** What a cell has several of. */
function listText(value: Value, between: string | null, { locale }: Reader): string | undefined {
  const items = valuesOf(value)
    .flatMap(itemsOf)
    .filter((item) => item !== "");
  if (items.length === 0) return undefined;
  if (between !== null) return items.join(between);
  return new Intl.ListFormat(locale ?? neutralLocale, { type: "conjunction" }).format(items);
}

function itemsOf(value: Value): string[] {
  if (value.type === "people") return value.value.map((person) => person.name || person.email || "");
  if (value.type === "files") return value.value.map((file) => file.name);
  if (value.type === "multi_select") return textsOf(value);
  if (value.type === "relation") return relatedTexts(value);
  return [displayText(value)];
}
