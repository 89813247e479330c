import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../shared/domain/brake.ts";
import { defaultOptions, describeOptions, type RuleOptions } from "../../shared/domain/options.ts";
import { parseOptions } from "../../shared/domain/parse-options.ts";

const messages = (text: string) => parseOptions(text).problems?.map(({ message }) => message);

describe("what an author writes in Options", () => {
  test("is nothing at all where the defaults will do", () => {
    expect(parseOptions(" \n\u00a0\n")).toEqual({ value: defaultOptions });
  });

  test("is one name and value a line", () => {
    const text = "hold above: 500 rows\nlimit: none\ndelivery: never missed\ntime zone: Europe/Berlin";
    expect(parseOptions(text)).toEqual({
      value: {
        limits: { rowsPerPoll: 500, rowsPerHour: null },
        delivery: "never missed",
        timeZone: "Europe/Berlin",
      },
    });
  });

  test.each([
    ["locale: de", "de"],
    ["Language: en_gb", "en-GB"],
  ])("%s names whose numbers and dates are meant", (text, locale) => {
    expect(parseOptions(text).value?.locale).toBe(locale);
  });

  test.each(["locale: xx", "locale: German, please", "locale:"])("%s is asked back", (text) => {
    expect(messages(text)).toEqual([
      `I can't read "${text}". Write a language, and if you like a country, like "locale: en-GB", "locale: de" or "locale: fr-CA"`,
    ]);
  });

  test.each<[text: string, limits: Partial<RuleOptions["limits"]>]>([
    ["hold above: never", { rowsPerPoll: null }],
    ["HOLD  Above :  1,500 Rows", { rowsPerPoll: 1500 }],
    ["hold above: 1.500 rows in one poll", { rowsPerPoll: 1500 }],
    ["hold above: 1\u202f500", { rowsPerPoll: 1500 }],
    ["hold above: 1 row", { rowsPerPoll: 1 }],
    ["- hold above 40 rows", { rowsPerPoll: 40 }],
    ["limit: 1000 an hour", { rowsPerHour: 1000 }],
    ["limit: 1’000 e-mails per hour", { rowsPerHour: 1000 }],
    ["limit: 50/h", { rowsPerHour: 50 }],
    ["limit: “50 hourly”", { rowsPerHour: 50 }],
    ["limit: no limit", { rowsPerHour: null }],
    ["hold above: 30 rows; limit: 25 an hour", { rowsPerPoll: 30, rowsPerHour: 25 }],
    ["limit: 300 an hour\nhold above: 25 rows", { rowsPerPoll: 25, rowsPerHour: 300 }],
  ])("sets the brake: %j", (text, limits) => {
    expect(parseOptions(text)).toEqual({
      value: { ...defaultOptions, limits: { ...defaultLimits, ...limits } },
    });
  });

  test.each([
    ["time zone: europe/berlin", "Europe/Berlin"],
    ["Timezone: “America/New York”", "America/New_York"],
    ["time zone: utc", "UTC"],
  ])("names a time zone by its place: %j", (text, timeZone) => {
    expect(parseOptions(text).value?.timeZone).toBe(timeZone);
  });

  test.each([
    [
      "hold above: many",
      'I can\'t read "hold above: many". Write "hold above: 500 rows" or "hold above: never"',
    ],
    [
      "hold above: 0 rows",
      'I can\'t read "hold above: 0 rows". Write "hold above: 500 rows" or "hold above: never"',
    ],
    [
      "hold above: 1.5",
      'I can\'t read "hold above: 1.5". Write "hold above: 500 rows" or "hold above: never"',
    ],
    ["hold above: -5", 'I can\'t read "hold above: -5". Write "hold above: 500 rows" or "hold above: never"'],
    ["limit", 'I can\'t read "limit". Write "limit: 1000 an hour" or "limit: none"'],
    ["limit: 200 a day", 'I can\'t read "limit: 200 a day". Write "limit: 1000 an hour" or "limit: none"'],
    [
      "delivery: once",
      'I can\'t read "delivery: once". Write "delivery: never twice" or "delivery: never missed"',
    ],
    ["limit: 5\nLimit: 6", '"limit" stands there twice; keep one of the lines'],
    ["attachments: all", `"attachments" isn't available yet; take the line out`],
    ["Quiet hours: at night", `I can't read "Quiet hours: at night". Write "quiet hours: 20:00-8:00"`],
    [
      "limt: 5",
      'I don\'t know the option "limt". The options are hold above, limit, delivery, time zone, quiet hours, limit per person, digest and locale — did you mean limit?',
    ],
    [
      ": 5",
      '": 5" names no option. Write one "name: value" a line; the names are hold above, limit, delivery, time zone, quiet hours, limit per person, digest and locale',
    ],
    ["time zone: Berlin", 'I don\'t know the time zone "berlin" — did you mean Europe/Berlin?'],
    ["time zone: Europe/Berln", 'I don\'t know the time zone "europe/berln" — did you mean Europe/Berlin?'],
    [
      "time zone: +02:00",
      'I don\'t know the time zone "+02:00". Write one like Europe/Berlin, America/New_York or UTC',
    ],
  ])("is answered with what is allowed: %j", (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  test("is answered line by line", () => {
    expect(parseOptions("cc: a@b.c\nlimit: 5\ncolour: red").problems?.map(({ column }) => column)).toEqual([
      "Options",
      "Options",
    ]);
  });
});

describe("options in the sentence that sums a rule up", () => {
  test("are told only where they differ from the defaults", () => {
    expect(describeOptions(defaultOptions, false)).toBe("");
    const options: RuleOptions = {
      limits: { rowsPerPoll: 1500, rowsPerHour: null },
      delivery: "never missed",
      timeZone: "Europe/Berlin",
    };
    expect(describeOptions(options, false)).toBe(
      "held above 1,500 rows at once, without an hourly limit, rather twice than not at all",
    );
    expect(describeOptions({ ...defaultOptions, timeZone: "Europe/Berlin" }, true)).toBe(
      "by the clocks of Europe/Berlin",
    );
    expect(
      describeOptions({ ...defaultOptions, limits: { rowsPerPoll: null, rowsPerHour: 1000 } }, false),
    ).toBe("never held, at most 1,000 an hour");
  });
});
