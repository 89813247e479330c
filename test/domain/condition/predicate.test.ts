import { describe, expect, test } from "vitest";
import { toPredicate } from "../../../shared/domain/condition/predicate.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { anOption, aRow, now, status, tags, words } from "../../support/builders.ts";
import { meaningOf } from "./meaning.ts";

type Cells = Record<string, Value>;

const number = (value: number | null): Value => ({ type: "number", value });
const text = (value: string): Value => ({ type: "rich_text", value: [{ text: value }] });
const priority = (name: string): Value => ({ type: "select", value: anOption(name) });
const date = (start: string, end?: string): Value => ({
  type: "date",
  value: end === undefined ? { start } : { start, end },
});
const people = (...value: { id: string; name?: string; email?: string }[]): Value => ({
  type: "people",
  value,
});
const checkbox = (value: boolean): Value => ({ type: "checkbox", value });
const email = (value: string | null): Value => ({ type: "email", value });
const id = (value: number): Value => ({ type: "unique_id", value: { prefix: "ORD", number: value } });
const score = (value: (Value & { type: "formula" })["value"]): Value => ({ type: "formula", value });
const sum = (value: (Value & { type: "rollup" })["value"]): Value => ({ type: "rollup", value });
const list = (...value: Value[]): Value => sum({ kind: "array", value });
const created = (value: string): Value => ({ type: "created_time", value });
const author = (name: string): Value => ({ type: "created_by", value: { id: "user-1", name } });

const ada = { id: "user-ada", name: "Ada Lovelace", email: "ada@example.com" };
const bo = { id: "user-bo", name: "Bo" };

/** A sentence, a row that meets it and one that does not. */
const sentences: [sentence: string, meets: Cells, fails: Cells][] = [
  // text
  ["Name is Lamp", {}, { Name: words("Lampshade") }],
  ["name IS lamp", { Name: words("LAMP") }, { Name: words("Desk") }],
  ["Name = Lamp", {}, { Name: words("Desk") }],
  ["Name is not Lamp", { Name: words("Desk") }, {}],
  ["Name != Lamp", { Name: words("Desk") }, {}],
  ["Name ≠ Lamp", { Name: words("Desk") }, {}],
  ["Notes is not Lamp", { Notes: { type: "rich_text", value: [] } }, { Notes: text("Lamp") }],
  ["Notes contains blue", { Notes: text("A Blue one") }, { Notes: text("A red one") }],
  ["Notes does not contain blue", { Notes: text("red") }, { Notes: text("light blue") }],
  ["Notes is empty", { Notes: { type: "rich_text", value: [] } }, { Notes: text("x") }],
  ["Notes is empty", {}, { Notes: text("x") }],
  ["Notes is not empty", { Notes: text("x") }, {}],
  ['Notes is "salt and pepper"', { Notes: text("salt and pepper") }, { Notes: text("salt") }],
  ["Notes is 'salt or pepper'", { Notes: text("salt or pepper") }, { Notes: text("salt") }],
  ["Notes is “salt and pepper”", { Notes: text("salt and pepper") }, { Notes: text("salt") }],
  ["Notes contains 'It's late'", { Notes: text("It's late") }, { Notes: text("late") }],
  ["Notes is It’s late", { Notes: text("It's late") }, { Notes: text("It is late") }],
  ["Notes is rock-and-roll", { Notes: text("rock-and-roll") }, { Notes: text("rock") }],
  ["Notes is Lamp (blue)", { Notes: text("Lamp (blue)") }, { Notes: text("Lamp (blue") }],
  [
    "Notes is Lamp (blue and red) and Paid is checked",
    { Notes: text("Lamp (blue and red)"), Paid: checkbox(true) },
    { Notes: text("Lamp (blue and red)"), Paid: checkbox(false) },
  ],
  ["(Notes is Lamp (blue))", { Notes: text("Lamp (blue)") }, { Notes: text("Lamp") }],
  ["Notes is a  wide space", { Notes: text("a wide space") }, { Notes: text("awidespace") }],
  ["Notes contains Ärger", { Notes: text("viel A\u0308RGER heute") }, { Notes: text("viel Arger") }],
  ["Notes contains 納品", { Notes: text("本日納品済み") }, { Notes: text("本日") }],
  ["Notes contains 🎁", { Notes: text("a 🎁 for you") }, { Notes: text("a box") }],
  ['Notes is 12" pipe', { Notes: text('12" pipe') }, { Notes: text("12 pipe") }],
  ["Email is ada@example.com", { Email: email("Ada@Example.com") }, { Email: email(null) }],
  ["Email is empty", { Email: email(null) }, { Email: email("a@b.example") }],
  ["Email is not empty", { Email: email("a@b.example") }, { Email: email(null) }],
  [
    "Link contains example.com",
    { Link: { type: "url", value: "https://example.com/a" } },
    { Link: { type: "url", value: null } },
  ],
  ["Phone is +41 44 123", { Phone: { type: "phone_number", value: "+41 44 123" } }, {}],
  ["Notes starts with blue", { Notes: text("Blue one") }, { Notes: text("A blue one") }],
  ["Notes ends with one", { Notes: text("A blue One") }, { Notes: text("One blue") }],
  ["Email ends with @example.com", { Email: email("ada@example.com") }, { Email: email(null) }],
  ["Notes isn't Lamp", { Notes: text("Desk") }, { Notes: text("Lamp") }],
  ["Notes doesn't contain blue", { Notes: text("red") }, { Notes: text("blue") }],
  ["Notes is between jobs", { Notes: text("between jobs") }, { Notes: text("jobs") }],
  ["Notes is before lunch", { Notes: text("before lunch") }, { Notes: text("lunch") }],
  ["Notes is at least one", { Notes: text("at least one") }, { Notes: text("one") }],
  // number and ID
  ["Total is between 1 and 5", { Total: number(5) }, { Total: number(5.01) }],
  ["Total is between -5 and -1 and Paid is unchecked", { Total: number(-3) }, { Total: number(3) }],
  ["Total is not between 1 and 5", { Total: number(null) }, { Total: number(1) }],
  ["Total is more than 5", { Total: number(6) }, { Total: number(5) }],
  ["Total is at least 5", { Total: number(5) }, { Total: number(4) }],
  ["Total is at most 1,000.50", { Total: number(1000.5) }, { Total: number(1001) }],
  ["Total is less than or equal to 5", { Total: number(5) }, { Total: number(6) }],
  ["Total > €1 000", { Total: number(1001) }, { Total: number(2) }],
  ["Total <> 5", { Total: number(6) }, { Total: number(5) }],
  ["ID is between 5 and 7", { ID: id(7) }, { ID: id(8) }],
  ["Total > 100", { Total: number(100.5) }, { Total: number(100) }],
  ["Total>100", { Total: number(101) }, { Total: number(100) }],
  ["Total >= 100", { Total: number(100) }, { Total: number(99) }],
  ["Total ≥ 100", { Total: number(100) }, { Total: number(99) }],
  ["Total < -1.5", { Total: number(-2) }, { Total: number(-1.5) }],
  ["Total <= .5", { Total: number(0.5) }, { Total: number(0.6) }],
  ["Total ≤ 5", { Total: number(5) }, { Total: number(6) }],
  ["Total < 5", { Total: number(0) }, { Total: number(null) }],
  ["Total > -5", { Total: number(0) }, { Total: number(null) }],
  ["Total is 100", { Total: number(100) }, { Total: number(1000) }],
  ["Total is not 100", { Total: number(null) }, { Total: number(100) }],
  ["Total is empty", { Total: number(null) }, { Total: number(0) }],
  ["ID is 7", { ID: id(7) }, { ID: id(8) }],
  ["ID is ORD-7", { ID: id(7) }, { ID: id(8) }],
  ["ID > 7", { ID: id(8) }, { ID: id(7) }],
  // select and status
  ["Status is Done", { Status: status("Done") }, { Status: status("Doing") }],
  ["status is done", { Status: status("Done") }, { Status: { type: "status", value: null } }],
  ["Status is Not started", { Status: status("Not started") }, { Status: status("Done") }],
  ["Status is not Not started", { Status: status("Done") }, { Status: status("Not started") }],
  ["Status is not Done", { Status: { type: "status", value: null } }, { Status: status("Done") }],
  ["Priority is empty", { Priority: { type: "select", value: null } }, { Priority: priority("Low") }],
  ["Priority is Now or never", { Priority: priority("Now or never") }, { Priority: priority("Low") }],
  [
    "Priority is now or never or Priority is Low",
    { Priority: priority("Low") },
    { Priority: priority("High") },
  ],
  [
    "Priority is R&D and more and Paid is checked",
    { Priority: priority("R&D and more"), Paid: checkbox(true) },
    { Priority: priority("R&D and more") },
  ],
  ["(Priority is Large (XL))", { Priority: priority("Large (XL)") }, { Priority: priority("Low") }],
  ['Priority is "large (xl)"', { Priority: priority("Large (XL)") }, { Priority: priority("Low") }],
  // multi-select
  ["Tags contains Gift", { Tags: tags("Rush", "Gift") }, { Tags: tags("Rush") }],
  ["Tags contains Not sure", { Tags: tags("Not sure") }, { Tags: tags("Gift") }],
  ["Tags does not contain Gift", { Tags: tags("Rush") }, { Tags: tags("Rush", "Gift") }],
  ["Tags does not contain Gift", {}, { Tags: tags("Gift") }],
  ["Tags is empty", { Tags: tags() }, { Tags: tags("Gift") }],
  // checkbox
  ["Paid is checked", { Paid: checkbox(true) }, { Paid: checkbox(false) }],
  ["Paid is unchecked", { Paid: checkbox(false) }, { Paid: checkbox(true) }],
  ["Paid is not checked", { Paid: checkbox(false) }, { Paid: checkbox(true) }],
  ["Paid is unchecked", {}, { Paid: checkbox(true) }],
  ["Paid is yes", { Paid: checkbox(true) }, {}],
  ["Paid is not no", { Paid: checkbox(true) }, {}],
  // dates
  ["Due is 2026-12-01", { Due: date("2026-12-01") }, { Due: date("2026-12-02") }],
  [
    "Due is 2026-12-01",
    { Due: date("2026-12-01T23:30:00.000+09:00") },
    { Due: date("2026-12-02T00:30:00.000+09:00") },
  ],
  ["Due < 2026-12-01", { Due: date("2026-11-30", "2026-12-05") }, { Due: date("2026-12-01") }],
  ["Due > 2026-12-01", { Due: date("2026-12-02") }, { Due: date("2026-12-01T12:00:00.000Z") }],
  ["Due >= 2026-12-01", { Due: date("2026-12-01") }, { Due: { type: "date", value: null } }],
  [
    "Due < 2026-12-01 14:30",
    { Due: date("2026-12-01T14:29:00.000+09:00") },
    { Due: date("2026-12-01T14:30:00.000+09:00") },
  ],
  ["Due is 2026-12-01 14:30", { Due: date("2026-12-01") }, { Due: date("2026-12-02") }],
  [
    "Due is 2026-12-01T14:30:00Z",
    { Due: date("2026-12-01T15:30:00.000+01:00") },
    { Due: date("2026-12-01T14:30:00.000+01:00") },
  ],
  [
    "Due > 2026-12-01T14:30+01:00",
    { Due: date("2026-12-01T13:31:00.000Z") },
    { Due: date("2026-12-01T13:30:00.000Z") },
  ],
  ["Due is empty", { Due: { type: "date", value: null } }, { Due: date("2026-12-01") }],
  [
    "Created > 2026-11-01",
    { Created: created("2026-11-20T16:40:00.000Z") },
    { Created: created("2026-10-31T23:59:00.000Z") },
  ],
  ["Due is between 3 May 2026 and 5.5.2026", { Due: date("2026-05-05T23:00") }, { Due: date("2026-05-06") }],
  ["Due is between yesterday and tomorrow", { Due: date("2026-11-23") }, { Due: date("2026-11-24") }],
  ["Due is before May 3, 2026", { Due: date("2026-05-02") }, { Due: date("2026-05-03") }],
  // people
  ["Owner contains Ada", { Owner: people(bo, ada) }, { Owner: people(bo) }],
  ["Owner contains ada@example.com", { Owner: people(ada) }, { Owner: people(bo) }],
  ["Owner does not contain Ada", { Owner: people() }, { Owner: people(ada) }],
  ["Owner is empty", { Owner: people() }, { Owner: people(bo) }],
  ["Author contains Bo", { Author: author("Bo") }, { Author: author("Cy") }],
  // lists that are only full or empty
  [
    "Customer is not empty",
    { Customer: { type: "relation", value: ["p1"] } },
    { Customer: { type: "relation", value: [] } },
  ],
  [
    "Files is empty",
    { Files: { type: "files", value: [] } },
    { Files: { type: "files", value: [{ name: "a", url: "https://a.example", hosted: false }] } },
  ],
  // formulas
  [
    "Score is Late",
    { Score: score({ kind: "string", value: "late" }) },
    { Score: score({ kind: "string", value: "later" }) },
  ],
  [
    "Score contains late",
    { Score: score({ kind: "string", value: "later" }) },
    { Score: score({ kind: "string", value: null }) },
  ],
  [
    "Score is 5",
    { Score: score({ kind: "number", value: 5 }) },
    { Score: score({ kind: "number", value: 55 }) },
  ],
  [
    "Score is 5",
    { Score: score({ kind: "string", value: "5" }) },
    { Score: score({ kind: "number", value: null }) },
  ],
  [
    "Score > 5",
    { Score: score({ kind: "number", value: 6 }) },
    { Score: score({ kind: "string", value: "6" }) },
  ],
  [
    "Score is checked",
    { Score: score({ kind: "boolean", value: true }) },
    { Score: score({ kind: "boolean", value: false }) },
  ],
  [
    "Score < 2026-12-01",
    { Score: score({ kind: "date", value: { start: "2026-11-30" } }) },
    { Score: score({ kind: "date", value: null }) },
  ],
  [
    "Score is 2026-12-01",
    { Score: score({ kind: "date", value: { start: "2026-12-01" } }) },
    { Score: score({ kind: "none", value: null }) },
  ],
  [
    "Score is empty",
    { Score: score({ kind: "none", value: null }) },
    { Score: score({ kind: "number", value: 0 }) },
  ],
  [
    "Score starts with Lat",
    { Score: score({ kind: "string", value: "late" }) },
    { Score: score({ kind: "string", value: "too late" }) },
  ],
  [
    "Score is between 5 and 7",
    { Score: score({ kind: "number", value: 7 }) },
    { Score: score({ kind: "number", value: 8 }) },
  ],
  [
    "Score is between jobs",
    { Score: score({ kind: "string", value: "between jobs" }) },
    { Score: score({ kind: "number", value: 5 }) },
  ],
  [
    "Score is more than 2026-05-03",
    { Score: score({ kind: "date", value: { start: "2026-05-04" } }) },
    { Score: score({ kind: "date", value: { start: "2026-05-03" } }) },
  ],
  // rollups
  ["Sum is between 5 and 7", { Sum: list(number(3), number(6)) }, { Sum: list(number(3), number(8)) }],
  ["Sum >= 10", { Sum: sum({ kind: "number", value: 10 }) }, { Sum: sum({ kind: "number", value: 9 }) }],
  ["Sum > 10", { Sum: list(number(3), number(11)) }, { Sum: list(number(3), number(10)) }],
  ["Sum contains Gift", { Sum: list(tags("Rush"), tags("Gift")) }, { Sum: list(tags("Rush")) }],
  ["Sum is Done", { Sum: list(status("Doing"), status("Done")) }, { Sum: list() }],
  ["Sum is not Done", { Sum: list(status("Doing")) }, { Sum: list(status("Doing"), status("Done")) }],
  ["Sum is checked", { Sum: list(checkbox(true)) }, { Sum: list(checkbox(false)) }],
  ["Sum < 2026-12-01", { Sum: list(date("2026-11-30")) }, { Sum: list(date("2026-12-01")) }],
  ["Sum is ada@example.com", { Sum: list(email("ada@example.com")) }, { Sum: list(email(null)) }],
  ["Sum is empty", { Sum: list(number(null)) }, { Sum: list(number(0)) }],
  // joined
  ["Paid is checked and Total > 5", { Paid: checkbox(true), Total: number(6) }, { Paid: checkbox(true) }],
  ["Paid is checked or Total > 5", { Total: number(6) }, { Total: number(5) }],
  ["not Paid is checked", {}, { Paid: checkbox(true) }],
  ["not not Paid is checked", { Paid: checkbox(true) }, {}],
  ["NOT (Paid is checked OR Total > 5)", { Total: number(5) }, { Total: number(6) }],
  // "and" binds more than "or"
  ["Paid is checked or Total > 5 and Name is Desk", { Paid: checkbox(true) }, { Total: number(6) }],
  [
    "(Paid is checked or Total > 5) and Name is Lamp",
    { Total: number(6) },
    { Paid: checkbox(true), Name: words("Desk") },
  ],
  ["not Paid is checked and Total > 5", { Total: number(6) }, { Paid: checkbox(true), Total: number(6) }],
  ["Name\u00a0is Lamp\n  and\tTotal\u202f> 5", { Total: number(6) }, { Total: number(5) }],
];

describe("what a condition asks of a row", () => {
  test.each(sentences)("%s", (sentence, meets, fails) => {
    const predicate = meaningOf(sentence);
    expect(predicate(aRow(meets), now), JSON.stringify(meets)).toBe(true);
    expect(predicate(aRow(fails), now), JSON.stringify(fails)).toBe(false);
  });

  test("nothing is met by every row", () => {
    expect(toPredicate(null)(aRow(), now)).toBe(true);
  });

  test("an option is the same under another name, and under another id", () => {
    const isDone = meaningOf("Status is Done");
    const meets = (option: { id: string; name: string }) =>
      isDone(aRow({ Status: { type: "status", value: option } }), now);
    expect(meets({ id: "option-Done", name: "Finished" })).toBe(true);
    expect(meets({ id: "made anew", name: "Done" })).toBe(true);
  });
});
