import { describe, expect, it } from "vitest";
import { numberText } from "../../shared/domain/number-text.ts";

describe("a number in a message", () => {
  it.each([
    [1740, "euro", "€1,740.00"],
    [2105.4, "dollar", "$2,105.40"],
    [1999.5, "yen", "¥2,000"],
    [-3, "pound", "-£3.00"],
    [0.125, "percent", "12.5%"],
    [1234567.891, "number_with_commas", "1,234,567.891"],
    [1740, "number", "1740"],
    [0.5, "a_format_of_next_year", "0.5"],
  ])("reads %d in the format %s as %s", (value, format, text) => {
    expect(numberText(value, format)).toBe(text);
  });
});
