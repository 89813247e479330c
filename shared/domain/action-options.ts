import { fold } from "./words.ts";

/** The lines of Options that belong to actions, by the option's name, and what is left for the options of every rule. */
export type ActionOptions = { values: Record<string, string[]>; rest: string };

/**
 * Takes the lines out of Options that begin with one of these names and a colon. Their values stay as they were typed: they
 * may hold text that is to be shown, semicolons too.
 */
export function takeActionOptions(text: string, names: readonly string[]): ActionOptions {
  const values: Record<string, string[]> = {};
  const rest: string[] = [];
  for (const line of text.split(/[\n\r\u2028]+/u)) {
    const [, before, value] = /^\s*(?:[-•*–]\s*)?([^:：]+?)\s*[:：](.*)$/u.exec(line) ?? [];
    const name = before === undefined ? undefined : names.find((known) => known === fold(before));
    if (name === undefined || value === undefined) rest.push(line);
    else values[name] = [...(values[name] ?? []), value.trim()];
  }
  return { values, rest: rest.join("\n") };
}
