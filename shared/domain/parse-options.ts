import type { BrakeLimits } from "./brake.ts";
import { defaultOptions, type RuleOptions } from "./options.ts";
import type { Read, RuleProblem } from "./rule.ts";
import { readQuietHours } from "./time/quiet-hours.ts";
import { readDigest } from "./time/read-digest.ts";
import { findTimeZone } from "./time-zone.ts";
import { suggestion } from "./unknown-column.ts";
import { cut, fold } from "./words.ts";

type Answer = { options: RuleOptions } | { problem: string };

/** One name that may stand in Options. `set` answers undefined for a value that can't be read. */
type Option = {
  names: readonly string[];
  allowed: string;
  set(options: RuleOptions, value: string): Answer | undefined;
};

const longestQuote = 60;
const mostRows = 1_000_000;
const hourly = /( (rows?|e-?mails?|mails?|messages?))?( ?(an|a|per|in an|each|every|\/) ?(hour|h)| hourly)?$/;
const unlimited = /^(never|none|no|off|no limit|unlimited)$/;

/** In the order they are told in. The first of several names is the one that answers use. */
const known: readonly Option[] = [
  {
    names: ["hold above", "hold"],
    allowed: '"hold above: 500 rows" or "hold above: never"',
    set(options, value) {
      const rowsPerPoll = readLimit(value, /( rows?)?( (in one|in a|a|per|each|every) poll)?$/);
      return rowsPerPoll === undefined ? undefined : withLimits(options, { rowsPerPoll });
    },
  },
  {
    names: ["limit"],
    allowed: '"limit: 1000 an hour" or "limit: none"',
    set(options, value) {
      const rowsPerHour = readLimit(value, hourly);
      return rowsPerHour === undefined ? undefined : withLimits(options, { rowsPerHour });
    },
  },
  {
    names: ["delivery"],
    allowed: '"delivery: never twice" or "delivery: never missed"',
    set(options, value) {
      if (value !== "never twice" && value !== "never missed") return undefined;
      return { options: { ...options, delivery: value } };
    },
  },
  {
    names: ["time zone", "timezone", "time-zone"],
    allowed: 'a place, like "time zone: Europe/Berlin"',
    set(options, value) {
      const found = findTimeZone(value);
      return "problem" in found ? found : { options: { ...options, timeZone: found.timeZone } };
    },
  },
  {
    names: ["quiet hours", "quiet"],
    allowed: '"quiet hours: 20:00-8:00"',
    set(options, value) {
      const quietHours = readQuietHours(value);
      return quietHours && { options: { ...options, quietHours } };
    },
  },
  {
    names: ["limit per person"],
    allowed: '"limit per person: 3 a day"',
    set(options, value) {
      const perPersonADay = readLimit(
        value,
        /( (e-?mails?|mails?|messages?))?( (a|per|each|every) day| daily)?$/,
      );
      return perPersonADay ? { options: { ...options, perPersonADay } } : undefined;
    },
  },
  {
    names: ["digest"],
    allowed: '"digest: daily at 17:00", "digest: weekly on Friday at 9:00" or "digest: hourly"',
    set(options, value) {
      const read = readDigest(value);
      return "schedule" in read ? { options: { ...options, digest: read.schedule } } : undefined;
    },
  },
  {
    names: ["locale", "language"],
    allowed: 'a language, and if you like a country, like "locale: en-GB", "locale: de" or "locale: fr-CA"',
    set(options, value) {
      const locale = findLocale(value);
      return locale === undefined ? undefined : { options: { ...options, locale } };
    },
  },
];

/** Of use only where something is mailed. */
export const mailOptions = ["quiet hours", "limit per person", "digest"] as const;

const names = known.map((option) => option.names[0] ?? "");

/** What design and documentation speak of and this version does not do: to be told apart from a misspelling. */
const later = ["attachments"];

/**
 * Reads Options, one `name: value` a line. Case, spaces, plurals, smart quotes and thousands separators do not matter.
 * @param others names that stand in Options too, and were read elsewhere: they are told with the others.
 * @returns the options, defaults included, or one sentence for each line that can't be read.
 */
export function parseOptions(text: string, others: readonly string[] = []): Read<RuleOptions> {
  const problems: RuleProblem[] = [];
  const seen = new Set<Option>();
  let options = defaultOptions;
  for (const line of text.split(/[\n\r\u2028;]+/u)) {
    const written = fold(line)
      .replace(/^[-•*–] ?/u, "")
      .replaceAll('"', "");
    if (written === "") continue;
    const answer = readLine(options, written, cut(line.trim(), longestQuote), {
      seen,
      names: [...names, ...others],
    });
    if ("problem" in answer) problems.push({ column: "Options", message: answer.problem });
    else options = answer.options;
  }
  return problems.length > 0 ? { problems } : { value: options };
}

type Told = { seen: Set<Option>; names: readonly string[] };

function readLine(options: RuleOptions, written: string, quote: string, { seen, names: all }: Told): Answer {
  const { name, value, option } = takeApart(written);
  if (!option) return { problem: unknownOption(name, quote, all) };
  if (seen.has(option)) return { problem: `"${option.names[0]}" stands there twice; keep one of the lines` };
  seen.add(option);
  return option.set(options, value) ?? { problem: `I can't read "${quote}". Write ${option.allowed}` };
}

/** The name before the colon; or, where there is none, the name of an option that the line begins with. */
function takeApart(written: string): { name: string; value: string; option: Option | undefined } {
  const [, before, after] = /^([^:：=]*?) ?[:：=] ?(.*)$/u.exec(written) ?? [];
  if (before !== undefined && after !== undefined)
    return { name: before, value: after, option: known.find((one) => one.names.includes(before)) };
  for (const option of known) {
    const name = option.names.find((one) => written.startsWith(`${one} `));
    if (name !== undefined) return { name, value: written.slice(name.length).trim(), option };
  }
  return { name: written, value: "", option: known.find((one) => one.names.includes(written)) };
}

function unknownOption(name: string, quote: string, all: readonly string[]): string {
  if (later.includes(name)) return `"${name}" isn't available yet; take the line out`;
  const listed = `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  if (name === "")
    return `"${quote}" names no option. Write one "name: value" a line; the names are ${listed}`;
  return `I don't know the option "${cut(name, longestQuote)}". The options are ${listed}${suggestion(name, all)}`;
}

/** The locale as the runtime knows it; undefined for one it has no words for. */
function findLocale(written: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(written.trim().replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** @returns null for no limit, undefined for what is no limit at all. */
function readLimit(value: string, unit: RegExp): number | null | undefined {
  if (unlimited.test(value)) return null;
  const digits = value.replace(unit, "");
  if (!/^\d+$|^\d{1,3}([., '_]\d{3})+$/.test(digits)) return undefined;
  const number = Number(digits.replace(/\D/g, ""));
  return number >= 1 && number <= mostRows ? number : undefined;
}

function withLimits(options: RuleOptions, limits: Partial<BrakeLimits>): Answer {
  return { options: { ...options, limits: { ...options.limits, ...limits } } };
}
