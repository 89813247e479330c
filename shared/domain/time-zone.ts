import { suggestion } from "./unknown-column.ts";

/**
 * The time zone that an author means by a name of the IANA database, whatever its case and with spaces for its underscores.
 * @returns its name as the database spells it, or one sentence with a suggestion or examples.
 */
export function findTimeZone(written: string): { timeZone: string } | { problem: string } {
  const name = written
    .trim()
    .replace(/ ?\/ ?/g, "/")
    .replaceAll(" ", "_");
  // Intl also takes "+02:00"; that is no place's time, since it knows no summer.
  const timeZone = /^[a-z]/i.test(name) ? known(name) : undefined;
  if (timeZone !== undefined) return { timeZone };
  const zones = Intl.supportedValuesOf("timeZone");
  const city = zones.find((zone) => zone.split("/").at(-1)?.toLowerCase() === name.toLowerCase());
  const hint = city === undefined ? suggestion(name, zones) : ` — did you mean ${city}?`;
  const examples = hint === "" ? ". Write one like Europe/Berlin, America/New_York or UTC" : hint;
  return { problem: `I don't know the time zone "${written}"${examples}` };
}

function known(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
