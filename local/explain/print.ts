import type { Explanation } from "../../shared/pipeline/judge/explain.ts";

/** What is known of one row and one rule, as a terminal shows it. */
export function printExplanation({
  rule,
  row,
  answer,
  change,
  conditions,
  problems,
  delivery,
}: Explanation): string {
  const lines = [`“${row || "Untitled"}” and the rule “${rule}”`, `  ${answer}`];
  if (change) {
    const changes = change.changes.map(
      ({ column, before, after }) => `${column}: ${before || "empty"} → ${after || "empty"}`,
    );
    lines.push(`  seen ${change.seenAt}${changes.length > 0 ? `: ${changes.join("; ")}` : ""}`);
  }
  for (const { text, column, value, holds, means } of conditions)
    lines.push(
      `  ${holds ? "yes" : "no "}  ${text}  (${column}: ${value || "empty"}${means ? `; that is ${means}` : ""})`,
    );
  for (const { column, message } of problems) lines.push(`  to mend: ${column}: ${message}`);
  if (delivery)
    lines.push(
      `  delivery ${delivery.key} is ${delivery.state}${delivery.because ? `: ${delivery.because}` : ""}`,
    );
  // Titles and values were written by others: nothing in them moves the cursor.
  return lines.map((line) => line.replace(/[\p{Cc}\p{Bidi_C}]/gu, " ")).join("\n");
}
