/** One number, or the two that a text may be, the one with a thousands separator first. */
export type NumberReading = { number: number } | { either: readonly [grouped: number, decimal: number] };

const sign = /^[+\-\u2212]/;
const currency = /^(?:\p{Sc}|[A-Z]{3}(?= ?[\d.,+\-\u2212])) ?| ?(?:\p{Sc}|(?<=\d ?)[A-Z]{3})$/u;
/** Groups of three, and India's of two before the last three. */
const grouped = /^(\d{1,3}([.,' _])\d{3}(\2\d{3})*|\d{1,2}(,\d{2})+,\d{3})$/;

/**
 * Reads a number as people write it: `1000`, `1,000.50`, `1 000,50`, `€ 1.000`, `12 %`. Where a separator may mean either,
 * as in `1,000`, the locale decides.
 * @param text with plain spaces and straight quotes, as `straighten` makes them.
 * @param locale BCP 47, whose numbers are meant; without it `1,000` has two readings.
 * @returns undefined for what is no number.
 */
export function readNumber(text: string, locale?: string): NumberReading | undefined {
  const isNegative = /^(?:(?:\p{Sc}|[A-Z]{3}) ?)?[-\u2212]/u.test(text.trim());
  const bare = text.trim().replace(currency, "").replace(sign, "").replace(currency, "").trim();
  const isPercent = bare.endsWith("%");
  const reading = readDigits(bare.replace(/ ?%$/, ""), locale);
  if (!reading) return undefined;
  // A column of the format percent holds 0.5 and shows 50 %.
  const scaled = (number: number): number => {
    const value = isPercent ? Number((number / 100).toPrecision(15)) : number;
    return isNegative ? -value : value;
  };
  return "number" in reading
    ? { number: scaled(reading.number) }
    : { either: [scaled(reading.either[0]), scaled(reading.either[1])] };
}

function readDigits(text: string, locale: string | undefined): NumberReading | undefined {
  if (/^(\d+|\d*\.\d+)$/.test(text) && !grouped.test(text)) return { number: Number(text) };
  if (/^\d*,\d+$/.test(text) && !grouped.test(text)) return { number: Number(text.replace(",", ".")) };
  const [, whole = "", decimals] = /^(.*?)(?:[.,](\d+))?$/.exec(text) ?? [];
  const separator = text.charAt(whole.length);
  if (decimals !== undefined && grouped.test(whole) && !whole.includes(separator))
    return { number: Number(`${digitsOf(whole)}.${decimals}`) };
  if (!grouped.test(text)) return undefined;
  const [number, mark] = [Number(digitsOf(text)), /[.,]/.exec(text)?.[0]];
  // "0,125" groups nothing, and neither a space nor several separators can be a decimal point.
  const isDecimalToo = mark !== undefined && text.split(mark).length === 2;
  if (!isDecimalToo) return { number };
  const decimal = Number(text.replace(mark, "."));
  if (text.startsWith("0")) return { number: decimal };
  if (locale === undefined) return { either: [number, decimal] };
  return { number: decimalPointOf(locale) === mark ? decimal : number };
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

function decimalPointOf(locale: string): string | undefined {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: "latn" }).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value;
}
