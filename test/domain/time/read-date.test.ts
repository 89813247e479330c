import { describe, expect, it } from "vitest";
import { readDate } from "../../../shared/domain/time/read-date.ts";
import { fc } from "../../support/fast-check.ts";

const read = (text: string, locale?: string) => {
  const reading = readDate(text, locale);
  return reading && ("date" in reading ? reading.date : reading.either);
};

describe("a date as people write it", () => {
  it.each([
    ["2026-05-03", "2026-05-03"],
    ["2026-05-03 14:30", "2026-05-03T14:30"],
    ["2026-05-03T14:30+02:00", "2026-05-03T14:30+02:00"],
    ["2026-05-03 at 9", "2026-05-03T09:00"],
    ["3 May 2026", "2026-05-03"],
    ["3rd of May 2026", "2026-05-03"],
    ["03 may, 2026", "2026-05-03"],
    ["May 3, 2026", "2026-05-03"],
    ["May 3rd 2026", "2026-05-03"],
    ["Sept 3 2026", "2026-09-03"],
    ["3. Dec. 2026", "2026-12-03"],
    ["3.5.2026", "2026-05-03"],
    ["13/05/2026", "2026-05-13"],
    ["05/13/2026", "2026-05-13"],
    ["05/05/2026", "2026-05-05"],
    ["2026/5/3", "2026-05-03"],
    ["2026年5月3日", "2026-05-03"],
    ["3 May 2026 at 2:30 pm", "2026-05-03T14:30"],
    ["3 May 2026, 14:30", "2026-05-03T14:30"],
    ["May 3, 2026 at noon", "2026-05-03T12:00"],
  ])("%s is %s, whoever wrote it", (text, date) => {
    expect(read(text)).toBe(date);
  });

  it("may be two, and the locale tells which", () => {
    expect(read("03/05/2026")).toEqual(["2026-05-03", "2026-03-05"]);
    expect(read("03/05/2026 9:00")).toEqual(["2026-05-03T09:00", "2026-03-05T09:00"]);
    expect(read("03/05/2026", "en-GB")).toBe("2026-05-03");
    expect(read("03/05/2026", "en-US")).toBe("2026-03-05");
  });

  it.each([
    ["3. Mai 2026", "de"],
    ["3 mai 2026", "fr"],
    ["3 de mayo de 2026", "es"],
    ["3 maja 2026", "pl"],
    ["3 mei 2026", "nl"],
    ["May 3, 2026", "de"],
  ])("%s has a month of the language %s, or an English one", (text, locale) => {
    expect(read(text, locale)).toBe("2026-05-03");
  });

  it.each([
    "",
    "May 3",
    "3 Mai 2026",
    "31.2.2026",
    "2026-02-30",
    "3.5.26",
    "3 Ma 2026",
    "3 May 2026 at 25:00",
    "3 May 2026 or so",
    "13/13/2026",
    "next year 2026",
  ])("%j is none", (text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each(["en-US", "en-GB", "de", "fr", "es", "it", "pl", "nl", "ja", "sv"])(
    "is what %s shows of it",
    (locale) => {
      const shown = (["long", "numeric"] as const).map(
        (month) =>
          new Intl.DateTimeFormat(locale, { day: "numeric", month, year: "numeric", timeZone: "UTC" }),
      );
      fc.assert(
        fc.property(
          fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
          (date) => {
            for (const format of shown)
              expect(read(format.format(date), locale)).toBe(date.toISOString().slice(0, 10));
          },
        ),
      );
    },
  );
});
