/** Notion's names of number formats that are currencies, of those its property reference lists. */
const currencies: Record<string, string> = {
  dollar: "USD",
  australian_dollar: "AUD",
  canadian_dollar: "CAD",
  singapore_dollar: "SGD",
  euro: "EUR",
  pound: "GBP",
  yen: "JPY",
  ruble: "RUB",
  rupee: "INR",
  won: "KRW",
  yuan: "CNY",
  real: "BRL",
  lira: "TRY",
  rupiah: "IDR",
  franc: "CHF",
  hong_kong_dollar: "HKD",
  new_zealand_dollar: "NZD",
  krona: "SEK",
  norwegian_krone: "NOK",
  mexican_peso: "MXN",
  rand: "ZAR",
  new_taiwan_dollar: "TWD",
  danish_krone: "DKK",
  zloty: "PLN",
  baht: "THB",
  forint: "HUF",
  koruna: "CZK",
  shekel: "ILS",
  dirham: "AED",
};

/** A number as its column shows it in Notion: `€1,740.00`, `12.5%`, `1,740`; one of an unknown format as it is. */
export function numberText(value: number, format: string): string {
  const currency = currencies[format];
  if (currency) return new Intl.NumberFormat("en", { style: "currency", currency }).format(value);
  if (format === "percent") {
    return new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 10 }).format(value);
  }
  if (format === "number_with_commas") {
    return new Intl.NumberFormat("en", { maximumFractionDigits: 20 }).format(value);
  }
  return String(value);
}
