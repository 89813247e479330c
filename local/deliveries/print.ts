import type { HeldRule } from "../../shared/pipeline/deliver/dead-letters.ts";
import type { ShownDelivery } from "./desk.ts";

/** What waits for a person, as a terminal shows it. */
export function printWaiting({ held, dead }: { held: HeldRule[]; dead: ShownDelivery[] }): string {
  if (held.length === 0 && dead.length === 0)
    return "Nothing waits for you: no rule is held, and no delivery has failed.";
  const blocks: string[] = [];
  for (const { ruleId, ruleName, because, held: count, sample } of held) {
    const examples =
      sample.length > 0 ? `, among them ${sample.map((title) => `“${title}”`).join(", ")}` : "";
    blocks.push(lines(`HELD  ${ruleName}: ${because}`, `  ${count} wait${examples}`, `  --rule ${ruleId}`));
  }
  for (const delivery of dead) {
    const { key, state, settledAt, lastError } = delivery;
    blocks.push(
      lines(
        `${state.toUpperCase()}  ${titleOf(delivery)}, ${settledAt ?? ""}`,
        `  ${lastError ?? ""}`,
        `  ${key}`,
      ),
    );
  }
  return blocks.join("\n\n");
}

export function printDelivery(delivery: ShownDelivery): string {
  const { key, state, op, attempts, seenAt, settledAt, dueAt, lastError, possibleDuplicate, result, rowUrl } =
    delivery;
  const rows: [string, string | undefined | null][] = [
    ["key", key],
    ["state", possibleDuplicate ? `${state} (it may have gone out twice)` : state],
    ["rule", `${delivery.ruleName} (${delivery.ruleId})`],
    ["row", `${delivery.rowTitle} (${rowUrl})`],
    ["seen", `${seenAt}, ${op}`],
    ...delivery.changes.map(({ column, before, after }): [string, string] => [
      "changed",
      `${column}: ${before || "empty"} → ${after || "empty"}`,
    ]),
    ["attempts", String(attempts)],
    ["due", dueAt],
    ["settled", settledAt],
    ["reason", lastError],
    ["mail", result?.preview?.to && `“${result.preview.subject}” to ${result.preview.to}`],
    ["in the row", result?.preview?.to === "" ? result.preview.subject : undefined],
    [
      "then",
      delivery.mail &&
        [delivery.mail.state, delivery.mail.reason, delivery.mail.at].filter(Boolean).join(", "),
    ],
    ["left out", result?.leftOut?.join("; ")],
    ["message id", result?.reference],
  ];
  return lines(...rows.flatMap(([name, text]) => (text ? [`${name.padEnd(11)}${text}`] : [])));
}

export function titleOf({ ruleName, rowTitle }: ShownDelivery): string {
  return `${ruleName} for “${rowTitle || "Untitled"}”`;
}

/** Titles and reasons were written by others: nothing in them moves the cursor. */
function lines(...all: string[]): string {
  return all.map((line) => line.replace(/[\p{Cc}\p{Bidi_C}]/gu, " ")).join("\n");
}
