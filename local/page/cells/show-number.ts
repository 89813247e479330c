/** Notion's names of number formats that are currencies. The others are shown as plain numbers, or per cent. */
const currencies: Record<string, string> = {
  euro: "EUR",
  dollar: "USD",
  pound: "GBP",
  yen: "JPY",
  franc: "CHF",
  krona: "SEK",
  norwegian_krone: "NOK",
  danish_krone: "DKK",
  zloty: "PLN",
  koruna: "CZK",
  rupee: "INR",
  real: "BRL",
  won: "KRW",
  yuan: "CNY",
  canadian_dollar: "CAD",
  australian_dollar: "AUD",
};

/** @param format as Notion names it */
export function showNumber(value: number, format: string): string {
  const currency = currencies[format];
  if (currency) return new Intl.NumberFormat("en", { style: "currency", currency }).format(value);
  if (format === "percent")
    return new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 4 }).format(value);
  return new Intl.NumberFormat("en", {
    useGrouping: format === "number_with_commas",
    maximumFractionDigits: 12,
  }).format(value);
}
