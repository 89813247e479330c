import { describe, expect, it } from "vitest";
import { readNumber } from "../../shared/domain/read-number.ts";
import { fc } from "../support/fast-check.ts";

const read = (text: string, locale?: string) => {
  const reading = readNumber(text, locale);
  return reading && ("number" in reading ? reading.number : reading.either);
};

describe("a number as people write it", () => {
  it.each([
    ["1000", 1000],
    ["12.5", 12.5],
    ["12,5", 12.5],
    [".5", 0.5],
    ["0,125", 0.125],
    ["1,000.50", 1000.5],
    ["1.000,50", 1000.5],
    ["1 000,50", 1000.5],
    ["1 000", 1000],
    ["1'000.5", 1000.5],
    ["1,000,000", 1_000_000],
    ["1.000.000", 1_000_000],
    ["1,00,000", 100_000],
    ["€1,000.50", 1000.5],
    ["12.50 €", 12.5],
    ["-€5", -5],
    ["€ -5", -5],
    ["−5", -5],
    ["+5", 5],
    ["12 %", 0.12],
    ["12.5%", 0.125],
  ])("%s is %d, whoever wrote it", (text, number) => {
    expect(read(text)).toBe(number);
  });

  it.each([
    ["1,000", [1000, 1], 1000, 1],
    ["1.000", [1000, 1], 1, 1000],
    ["-12,500", [-12500, -12.5], -12500, -12.5],
  ])("%s may be two numbers, and the locale tells which", (text, either, english, german) => {
    expect(read(text)).toEqual(either);
    expect(read(text, "en")).toBe(english);
    expect(read(text, "de-DE")).toBe(german);
  });

  it.each(["", "x", "1 00", "1,2,3", "1,0000,000", "5 apples", "1e5", "0x10", "1.2.3,4", "--5", "%"])(
    "%j is none",
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it.each(["en", "de", "fr", "pt-BR", "en-IN"])("is what %s shows of it", (locale) => {
    const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 999 }), (whole, part) => {
        const number = Number(`${whole}.${part}`);
        const text = shown.format(number).replace(/[\u00a0\u202f]/g, " ");
        expect(read(text, locale)).toBe(Object.is(number, -0) ? -0 : number);
      }),
    );
  });
});
