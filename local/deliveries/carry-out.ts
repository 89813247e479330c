import type { Desk } from "./desk.ts";
import { printDelivery, printWaiting, titleOf } from "./print.ts";
import { help, type Wish } from "./read-arguments.ts";

/** Does what was asked for. @returns what to say. @throws Refusal. */
export async function carryOut(desk: Desk, wish: Wish): Promise<string> {
  switch (wish.command) {
    case "help":
      return help;
    case "list":
      return printWaiting(await desk.waiting());
    case "show":
      return printDelivery(await desk.find(wish.key));
    default:
      return wish.ruleId === undefined ? decide(desk, wish) : decideForRule(desk, wish);
  }
}

type Decision = { command: "redrive" | "discard" };

async function decide(desk: Desk, { command, key }: Decision & { key: string }): Promise<string> {
  await desk[command](key);
  const title = titleOf(await desk.find(key));
  return command === "redrive" ? `On its way: ${title}` : `Discarded: ${title}`;
}

async function decideForRule(
  desk: Desk,
  { command, ruleId }: Decision & { ruleId: string },
): Promise<string> {
  const { held, dead } = await desk.waiting();
  const own = dead.filter((delivery) => delivery.ruleId === ruleId);
  // All at once would be too easy for what may have gone out already.
  const meant = command === "redrive" ? own.filter(({ state }) => state === "failed") : own;
  const isHeld = held.some((rule) => rule.ruleId === ruleId);
  if (!isHeld && own.length === 0) return `Nothing of the rule ${ruleId} waits for you.`;
  const answer = command === "redrive" ? "release" : "discard";
  const { moved, left } = isHeld ? await desk.answerRule(ruleId, answer) : { moved: 0, left: 0 };
  for (const { key } of meant) await desk[command](key);
  const done = moved + meant.length;
  const said = [command === "redrive" ? `${done} on their way.` : `${done} discarded.`];
  if (left > 0) said.push(`${left} may still wait: the table's index is behind. Ask again in a minute.`);
  const uncertain = own.length - meant.length;
  if (uncertain > 0)
    said.push(`${uncertain} may have gone out already and were left alone: redrive each by its key.`);
  return said.join("\n");
}
