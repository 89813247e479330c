import type { SourceSchema } from "../row.ts";
import type { Read, RuleProblem } from "../rule.ts";
import { compileTemplate } from "../template/compile-template.ts";
import type { EnvelopeTemplate } from "../template/template.ts";
import { headerLine } from "./header-line.ts";
import type { MailOptions } from "./mail-options.ts";
import { recipientProblem } from "./recipients.ts";

/** A name longer than this is cut by every mail client. */
const longestName = 60;

/**
 * Reads the lines of Options that concern the envelope, or says what is wrong with each.
 * @param isDigest its mails are about many rows, so that nothing of the envelope can come from one.
 */
export function readEnvelope(
  options: MailOptions,
  source: SourceSchema,
  locale?: string,
  isDigest = false,
): Read<EnvelopeTemplate> {
  const problems: RuleProblem[] = [];
  const envelope: EnvelopeTemplate = {};
  const told = (message: string) => void problems.push({ column: "Options", message });
  for (const [name, field] of [
    ["cc", "cc"],
    ["bcc", "bcc"],
    ["reply-to", "replyTo"],
  ] as const) {
    const lines = options[name];
    if (!lines) continue;
    const read = compileTemplate(lines.join(", "), source, name, locale);
    const problem =
      read.problem ??
      recipientProblem(read.template, name) ??
      (isDigest && read.template.some((part) => typeof part !== "string")
        ? `a digest is about many rows, so "${name}" takes addresses as they are, and no {{ … }}`
        : undefined);
    if (read.template && problem === undefined) envelope[field] = read.template;
    else if (problem !== undefined) told(problem);
  }
  const only = (name: keyof MailOptions) => {
    const lines = options[name] ?? [];
    if (lines.length > 1) told(`"${name}" stands there twice; keep one of the lines`);
    return lines[0]?.trim();
  };
  const fromName = only("from name");
  if (fromName !== undefined) {
    const problem = nameProblem(fromName);
    if (problem === undefined) envelope.fromName = headerLine(fromName);
    else told(problem);
  }
  choose(only("recipients"), "recipients", ["together", "apart"], told, (chosen) => {
    if (chosen === "together" && isDigest)
      told('a digest goes to each person by themselves; take out "recipients: together" or "digest"');
    else if (chosen === "together") envelope.isTogether = true;
  });
  choose(only("thread"), "thread", ["row", "none"], told, (chosen) => {
    if (chosen === "row") envelope.isThread = true;
  });
  return problems.length > 0 ? { problems } : { value: envelope };
}

/** A sender's name never comes from a row: who fills in a form must not write as somebody else. */
function nameProblem(name: string): string | undefined {
  if (name === "") return 'write a name behind "from name:", like "from name: Ada\'s Bakery"';
  if (name.includes("{{")) return '"from name" takes a name as it is, and no {{ … }}';
  if (/[<>@]/.test(name))
    return '"from name" takes a name and no address; the address mails come from is set by whoever runs Rowbell';
  if (name.length > longestName) return `"from name" may have ${longestName} letters`;
  return undefined;
}

function choose<Value extends string>(
  text: string | undefined,
  name: string,
  allowed: readonly Value[],
  told: (message: string) => void,
  set: (value: Value) => void,
): void {
  if (text === undefined) return;
  const chosen = allowed.find((value) => value === text.toLowerCase());
  if (chosen !== undefined) set(chosen);
  else
    told(
      `I can't read "${name}: ${text.slice(0, 40)}". Write ${allowed.map((value) => `"${name}: ${value}"`).join(" or ")}`,
    );
}
