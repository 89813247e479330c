import { readAssignment } from "../../shared/domain/assignment.ts";
import { parseCondition } from "../../shared/domain/condition/parse.ts";
import { parseOptions } from "../../shared/domain/parse-options.ts";
import { compileTemplate } from "../../shared/domain/template/compile-template.ts";
import { readMoment } from "../../shared/domain/time/read-moment.ts";
import { readSchedule } from "../../shared/domain/time/read-schedule.ts";
import { readWhich } from "../../shared/domain/which.ts";
import { anySentence, oddSource } from "../support/any-sentence.ts";
import { fc } from "../support/fast-check.ts";

/** Something that reads what authors write: answers or a problem, never a throw. */
export type Target = { name: string; texts: fc.Arbitrary<string>; read(text: string): object };

const pieces = (...words: string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 30 })
    .map((parts) => parts.join(" "));

const times = [
  "every",
  "Monday",
  "and",
  "weekday",
  "at 9:00",
  "9 pm",
  "on the",
  "1st",
  "last day of each month",
  "2 hours",
  "before",
  "after",
  "3 days",
  "Due",
  "end of",
  "at",
  "99999999 days",
  "Total",
];
const places = [
  "{{",
  "}}",
  "{{ Total",
  "| currency EUR",
  "| long date }}",
  '| default "x"',
  "#if Paid",
  "{{#if",
  "{{else}}",
  "{{/if}}",
  "before.Due",
  "row.url",
  "|",
  '"',
  "Total > 5",
];

const anyAssignment = fc
  .tuple(
    fc.constantFrom("Total", "Status", "Name", "Due", "Paid", ""),
    fc.oneof(anySentence, fc.constantFrom("5", "Done", "today", "yes", "empty", "{{ Total }}")),
  )
  .map(([column, value]) => `${column} to ${value}`);

export const targets: Target[] = [
  { name: "If", texts: anySentence, read: (text) => parseCondition(text, oddSource) },
  { name: "If, in German", texts: anySentence, read: (text) => parseCondition(text, oddSource, "de") },
  { name: "Which", texts: anySentence, read: (text) => readWhich(text, oddSource) },
  { name: "moments", texts: pieces(...times), read: (text) => readMoment(text, oddSource) },
  { name: "schedules", texts: pieces(...times), read: (text) => readSchedule(text) },
  {
    name: "Options",
    texts: pieces(
      "limit:",
      "hold above",
      "1,000 rows",
      "never",
      "\n",
      "locale: de",
      "time zone: Europe/Berlin",
      ":",
      "=",
    ),
    read: (text) => parseOptions(text),
  },
  { name: "set", texts: anyAssignment, read: (text) => readAssignment(text, oddSource) },
  {
    name: "places",
    texts: fc.oneof(pieces(...places), anySentence),
    read: (text) => compileTemplate(text, oddSource, "Subject"),
  },
];
