import { defineAction, defineRunner } from "../define.ts";
import { assignedCell } from "../domain/assigned-cell.ts";
import { type Assignment, readAssignment } from "../domain/assignment.ts";
import type { Cell } from "../domain/cell.ts";
import type { SourceSchema } from "../domain/row.ts";
import type { Read, RuleProblem, RuleRow } from "../domain/rule.ts";
import { propertiesOf } from "../domain/template/template-properties.ts";
import { templateSource } from "../domain/template/template-source.ts";
import { cut } from "../domain/words.ts";

type Update = { assignments: Assignment[] };
type Message = { cells: Record<string, Cell>; said: string };

const longestShown = 80;

/** Sets cells of the row that fired. */
export default /* @__PURE__ */ defineAction<Update>({
  type: "update-row",
  label: "Update row",
  help: "Sets cells of the row that fired, one line of Options for each. To and Subject stay empty.",
  needs: { iam: ["secretsmanager:GetSecretValue"] },
  options: {
    set: "`set: Status to Done`, `set: Checked to yes`, `set: Amount to 12.5`, `set: Note to Seen {{ Name }}`, `set: Due to today`, `set: Note to empty`",
  },

  read: readUpdate,
  renders: ({ assignments }) =>
    propertiesOf(assignments.flatMap((assignment) => ("text" in assignment ? [assignment.text] : []))),
  writes: ({ assignments }) => assignments.map(({ property }) => property),
  describe: ({ assignments }, source) =>
    `set ${listed(assignments.map((assignment) => `${columnName(assignment, source)} to ${said(assignment, source)}`))}`,
});

export const runner = /* @__PURE__ */ defineRunner<Update, Message>({
  type: "update-row",
  isRepeatable: true,

  render({ assignments }, context) {
    const cells: Message["cells"] = {};
    const changes = assignments.map((assignment) => {
      const cell = assignedCell(assignment, context);
      cells[assignment.property] = cell;
      return `${assignment.column} to ${cellText(cell)}`;
    });
    return { cells, said: listed(changes) };
  },

  preview: (message) => ({ to: "", subject: `set ${message.said}`, text: "" }),
  async run({ cells }, _key, { writeRow }) {
    await writeRow(cells);
    return "written";
  },
});

function readUpdate(
  rule: RuleRow,
  source: SourceSchema,
  { set = [] }: Readonly<Record<string, readonly string[]>>,
  locale?: string,
): Read<Update> {
  const problems: RuleProblem[] = [];
  for (const [column, text] of [
    ["To", rule.to],
    ["Subject", rule.subject],
  ] as const) {
    if (text.trim() !== "")
      problems.push({
        column,
        message: "Update row mails nobody; empty this cell, or choose Send email in Then",
      });
  }
  if (set.length === 0)
    problems.push({ column: "Options", message: 'say what to set, one line each: "set: Status to Done"' });
  const assignments: Assignment[] = [];
  for (const line of set) {
    const read = readAssignment(line, source, locale);
    if ("problem" in read) problems.push({ column: "Options", message: read.problem });
    else if (assignments.some(({ property }) => property === read.assignment.property))
      problems.push({
        column: "Options",
        message: `"${read.assignment.column}" is set twice; keep one of the lines`,
      });
    else assignments.push(read.assignment);
  }
  return problems.length > 0 ? { problems } : { value: { assignments } };
}

function said(assignment: Assignment, source: SourceSchema): string {
  if ("empty" in assignment) return "empty";
  if ("tests" in assignment) return assignment.tests.map(({ text }) => text).join(", ");
  return templateSource(assignment.text, source);
}

function cellText(cell: Cell): string {
  switch (cell.type) {
    case "select":
    case "status":
      return cell.name;
    case "multi_select":
      return cell.options.map(({ name }) => name).join(", ");
    case "number":
      return String(cell.value);
    case "date":
      return cell.start;
    case "checkbox":
      return cell.checked ? "checked" : "unchecked";
    case "relation":
      return `${cell.ids.length} rows`;
    case "empty":
      return "empty";
    default:
      return `“${cut(cell.text, longestShown)}”`;
  }
}

function columnName({ property, column }: Assignment, { columns }: SourceSchema): string {
  return columns.find(({ id }) => id === property)?.name ?? column;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
