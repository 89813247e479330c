import type { SourceSchema } from "../row.ts";
import type { Read, RuleProblem } from "../rule.ts";
import { findColumn } from "../template/find-column.ts";
import type { MessageTemplate } from "../template/template.ts";
import { typeName } from "../type-name.ts";
import { unknownColumn } from "../unknown-column.ts";

/** Reads `attach: Invoice, Photos`: columns of files, with commas between them. */
export function readAttach(
  lines: readonly string[],
  source: SourceSchema,
): Read<NonNullable<MessageTemplate["attach"]>> {
  const problems: RuleProblem[] = [];
  const columns = new Map<string, string>();
  const problem = (message: string) => problems.push({ column: "Options", message });
  for (const written of lines.flatMap((line) => namesIn(line, source))) {
    const column = findColumn(written, source);
    if (!column) problem(unknownColumn(written, source));
    else if (column.type !== "files")
      problem(
        `attach takes columns of files, and "${column.name}" is a ${typeName(column.type)} column${fileColumns(source)}`,
      );
    else columns.set(column.id, column.name);
  }
  if (lines.length > 0 && columns.size === 0 && problems.length === 0)
    problem(`say which column's files to attach${fileColumns(source)}`);
  if (problems.length > 0) return { problems };
  return { value: [...columns].map(([property, column]) => ({ property, column })) };
}

/** A column's name may hold a comma itself. */
function namesIn(line: string, source: SourceSchema): string[] {
  if (findColumn(line.trim(), source)) return [line.trim()];
  return line
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function fileColumns({ name, columns }: SourceSchema): string {
  const files = columns.filter(({ type }) => type === "files").map((column) => column.name);
  if (files.length === 0) return `; ${name} has no column of files`;
  return `; ${name} has ${files.join(", ")}, so write "attach: ${files[0]}"`;
}
