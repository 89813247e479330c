import { readWords, UsageError } from "../cli/command-line.ts";

export const help = `Why a rule did or did not fire for the newest change of a row: what changed, and each condition with the value it saw.

  npm run explain -- <row>               all rules that watch its database
  npm run explain -- <row> <rule>        one of them

Row and rule are links of Notion or ids. By default it asks the Rowbell that runs on this machine (ROWBELL_PORT, 4400). With
ROWBELL_TABLE set, an output of the stack, it asks your deployment, with the AWS credentials and region of this shell.`;

/** What a person asked for, as ids. */
export type Wish = { help: true } | { help: false; rowId: string; ruleId: string | undefined };

/** @throws UsageError. */
export function readArguments(given: readonly string[]): Wish {
  const { values, positionals } = readWords(given);
  const [row, rule, more] = positionals;
  if (values.help || row === undefined || row === "help") return { help: true };
  if (more !== undefined) throw new UsageError(`a row and a rule, please: "${more}" is one too many`);
  return {
    help: false,
    rowId: idOf(row, "row"),
    ruleId: rule === undefined ? undefined : idOf(rule, "rule"),
  };
}

/** A link ends in 32 hex digits, with or without dashes, before `?` and `#`; with `?p=` it names the row that lies open. */
function idOf(reference: string, what: string): string {
  const open = /[?&]p=([0-9a-f]{32})\b/i.exec(reference)?.[1];
  const path = open ?? reference.trim().split(/[?#]/)[0] ?? "";
  const hex = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\/?$/i.exec(path);
  if (!hex)
    throw new UsageError(
      `"${reference}" is no link or id of a ${what}; in Notion open it, then ••• → Copy link`,
    );
  return hex.slice(1, 6).join("-").toLowerCase();
}
