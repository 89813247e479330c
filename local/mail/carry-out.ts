import { describeSuppression } from "../../shared/domain/suppression.ts";
import { readWordsAndRule, UsageError } from "../cli/command-line.ts";
import type { MailDesk } from "./desk.ts";

const help = `Whom, and whether, Rowbell mails.

  npm run mail -- status
  npm run mail -- stop                               nothing goes out; what is owed waits
  npm run mail -- start                              it goes on, within five minutes
  npm run mail -- suppressed                         who gets no mail, and why
  npm run mail -- suppress <address> [--rule <id>]   no more mail to it, of this rule or at all
  npm run mail -- lift <address> [--rule <id>]       mail to it again

By default it works on the Rowbell that runs on this machine (ROWBELL_PORT, 4400). With ROWBELL_TABLE and
ROWBELL_CONFIGURATION_SET set, which are outputs of the stack, it works on your deployment, with the AWS
credentials and region of this shell.`;

/** Does what was asked for. @returns what to say. @throws UsageError, Refusal. */
export async function carryOut(desk: () => MailDesk, given: readonly string[]): Promise<string> {
  const { values, positionals } = readWordsAndRule(given);
  const [command = "help", address, ...more] = positionals;
  if (values.help || command === "help") return help;
  const takesAddress = command === "suppress" || command === "lift";
  if (takesAddress && address === undefined) throw new UsageError(`${command} which address?`);
  if (more.length > 0 || (!takesAddress && (address !== undefined || values.rule !== undefined)))
    throw new UsageError(`that is more than ${command} takes`);
  const scope = values.rule === undefined ? "" : " of this rule";
  switch (command) {
    case "status":
      return (await desk().isSending())
        ? "Mail goes out."
        : "All mail is stopped; npm run mail -- start lets it go on.";
    case "stop":
      await desk().setSending(false);
      return "Stopped. What is owed waits, and rules say so; npm run mail -- start lets it go on.";
    case "start":
      await desk().setSending(true);
      return "Mail goes out again; what waited follows within five minutes.";
    case "suppressed":
      return printed((await desk().suppressions()).map((one) => `${describeSuppression(one)}${ofRule(one)}`));
    case "suppress":
      await desk().suppress(address as string, values.rule);
      return `${address} gets no more mail${scope}.`;
    case "lift":
      await desk().lift(address as string, values.rule);
      return `${address} gets mail${scope} again.`;
    default:
      throw new UsageError(
        `there is no command "${command}"; there are status, stop, start, suppressed, suppress and lift`,
      );
  }
}

function ofRule({ ruleId, ruleName }: { ruleId?: string; ruleName?: string }): string {
  return ruleId === undefined ? "" : `; the rule is “${ruleName ?? ""}”, --rule ${ruleId}`;
}

/** Names were written by others: nothing in them moves the cursor. */
function printed(lines: readonly string[]): string {
  if (lines.length === 0) return "Nobody is left out.";
  return lines.map((line) => line.replace(/[\p{Cc}\p{Bidi_C}]/gu, " ")).join("\n");
}
