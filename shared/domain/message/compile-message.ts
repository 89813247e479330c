import type { Block } from "../block.ts";
import type { SourceSchema } from "../row.ts";
import type { Read, RuleProblem } from "../rule.ts";
import { compileBody } from "../template/compile-body.ts";
import { compileTemplate } from "../template/compile-template.ts";
import type { MessageTemplate } from "../template/template.ts";
import { type EnvelopeOptions, readEnvelope } from "./read-envelope.ts";
import { recipientProblem } from "./recipients.ts";
import { readUnsubscribe } from "./unsubscribe.ts";

/** Binds a rule's To, Subject and page to the columns of its source, or says everything that is wrong with them. */
export function compileMessage(
  rule: { to: string; subject: string; body: readonly Block[] },
  source: SourceSchema,
  locale?: string,
  options: EnvelopeOptions & { unsubscribe?: readonly string[] } = {},
  isDigest = false,
): Read<MessageTemplate> {
  const to = compileTemplate(rule.to, source, "To", locale);
  const subject = compileTemplate(rule.subject, source, "Subject", locale);
  const body = compileBody(rule.body, source, locale);
  const envelope = readEnvelope(options, source, locale, isDigest);
  const no = readUnsubscribe(options.unsubscribe);
  const toProblem = to.problem ?? recipientProblem(to.template);
  const problems: RuleProblem[] = [
    ...problemsIn("To", toProblem),
    ...problemsIn("Subject", subject.problem ?? missingSubject(rule.subject)),
    ...(envelope.problems ?? []),
    ...(no.problems ?? []),
    ...(body.problems ?? []).map((message) => ({ column: "page", message })),
  ];
  if (problems.length > 0 || !to.template || !subject.template || !body.body || !envelope.value)
    return { problems };
  const noUnsubscribe = no.value === undefined ? {} : { noUnsubscribe: no.value };
  const template = { to: to.template, envelope: envelope.value, subject: subject.template, body: body.body };
  return { value: { ...template, ...noUnsubscribe } };
}

function missingSubject(subject: string): string | undefined {
  return subject.trim() === "" ? "Subject is empty; write what the mail is about" : undefined;
}

function problemsIn(column: string, message: string | undefined): RuleProblem[] {
  return message === undefined ? [] : [{ column, message }];
}
