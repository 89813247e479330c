import type { Read } from "../rule.ts";
import type { MessageTemplate, RenderContext } from "../template/template.ts";

const example = '"unsubscribe: none, order confirmations are owed"';

/**
 * Reads the option `unsubscribe`: why a rule's mail has no link, or undefined where it has one, as usual.
 * @param lines what stands behind the option, one text for each line.
 */
export function readUnsubscribe(lines: readonly string[] = []): Read<string | undefined> {
  const problem = (message: string) => ({ problems: [{ column: "Options", message }] });
  const [written, ...more] = lines;
  if (written === undefined) return { value: undefined };
  if (more.length > 0) return problem('"unsubscribe" stands there twice; keep one of the lines');
  const [, word = "", reason = ""] = /^\s*(\w*)\s*(?:[,;:–—-]\s*)?(.*?)\s*$/u.exec(written) ?? [];
  const isNone = word.toLowerCase() === "none";
  if (word.toLowerCase() === "link" && reason === "") return { value: undefined };
  if (!isNone) return problem(`"unsubscribe" is a link unless you write ${example}`);
  if (!/\p{L}{3}/u.test(reason))
    return problem(
      `"unsubscribe: none" needs the reason why people can't say no to this mail, like ${example}`,
    );
  return { value: reason };
}

/** Where the reader of this mail says no: known only where it goes to one alone. */
export function unsubscribeUrl(
  { noUnsubscribe }: Pick<MessageTemplate, "noUnsubscribe">,
  { recipient, unsubscribeLink }: RenderContext,
  to: readonly string[],
): string | undefined {
  const only = recipient ?? (to.length === 1 ? to[0] : undefined);
  return noUnsubscribe === undefined && only !== undefined ? unsubscribeLink?.(only) : undefined;
}
