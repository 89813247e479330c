import { readWordsAndRule, UsageError } from "../cli/command-line.ts";

export const help = `What waits for a person: deliveries that are held, have failed, or may or may not have gone out.

  npm run deliveries -- list
  npm run deliveries -- show <key>
  npm run deliveries -- redrive <key>          sends it, again if need be
  npm run deliveries -- redrive --rule <id>    releases what the rule holds and repeats what failed
  npm run deliveries -- discard <key>          gives it up
  npm run deliveries -- discard --rule <id>    gives up all of it

By default it works on the Rowbell that runs on this machine (ROWBELL_PORT, 4400). With ROWBELL_TABLE and
ROWBELL_DELIVERY_QUEUE_URL set, which are outputs of the stack, it works on your deployment, with the AWS
credentials and region of this shell.

What is uncertain may have gone out already: it is sent again only by its key, never by its rule.`;

/** What a person asked for. */
export type Wish =
  | { command: "help" | "list" }
  | { command: "show"; key: string }
  | { command: "redrive" | "discard"; key: string; ruleId?: undefined }
  | { command: "redrive" | "discard"; ruleId: string; key?: undefined };

/** @throws UsageError. */
export function readArguments(given: readonly string[]): Wish {
  const { values, positionals } = readWordsAndRule(given);
  const [command, key, ...more] = positionals;
  if (values.help || command === "help" || command === undefined) return { command: "help" };
  if (more.length > 0) throw new UsageError(`one key at a time, please: "${more[0]}" is one too many`);
  switch (command) {
    case "list":
      if (key !== undefined || values.rule !== undefined) throw new UsageError("list takes nothing more");
      return { command };
    case "show":
      if (key === undefined) throw new UsageError("show which? Give the key of a delivery; list has them");
      return { command, key };
    case "redrive":
    case "discard":
      if ((key === undefined) === (values.rule === undefined))
        throw new UsageError(`${command} what? Give either the key of a delivery or --rule <id>`);
      return key === undefined ? { command, ruleId: String(values.rule) } : { command, key };
    default:
      throw new UsageError(`there is no command "${command}"; there are list, show, redrive and discard`);
  }
}
