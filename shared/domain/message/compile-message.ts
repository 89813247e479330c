import type { Block } from "../block.ts";
import type { SourceSchema } from "../row.ts";
import type { Read, RuleProblem } from "../rule.ts";
import { compileBody } from "../template/compile-body.ts";
import { compileTemplate } from "../template/compile-template.ts";
import type { MessageTemplate } from "../template/template.ts";
import { addresslessColumn } from "./addressless-column.ts";
import type { MailOptions } from "./mail-options.ts";
import { readAttach } from "./read-attach.ts";
import { readEnvelope } from "./read-envelope.ts";
import { recipientProblem } from "./recipients.ts";
import { readUnsubscribe } from "./unsubscribe.ts";
import { showsRowPage } from "./wanted.ts";

/** Binds a rule's To, Subject and page to the columns of its source, or says everything that is wrong with them. */
export function compileMessage(
  rule: { to: string; subject: string; body: readonly Block[] },
  source: SourceSchema,
  locale?: string,
  options: MailOptions = {},
  isDigest = false,
): Read<MessageTemplate> {
  const to = compileTemplate(rule.to, source, "To", locale);
  const subject = compileTemplate(rule.subject, source, "Subject", locale);
  const body = compileBody(rule.body, source, locale);
  const envelope = readEnvelope(options, source, locale, isDigest);
  const no = readUnsubscribe(options.unsubscribe);
  const attach = readAttach(options.attach ?? [], source);
  const preheader = compileTemplate((options.preheader ?? []).join(" "), source, "preheader", locale);
  const toProblem = to.problem ?? recipientProblem(to.template) ?? addresslessColumn(to.template, source);
  const problems: RuleProblem[] = [
    ...problemsIn("To", toProblem),
    ...problemsIn("Subject", subject.problem ?? missingSubject(rule.subject)),
    ...(envelope.problems ?? []),
    ...(no.problems ?? []),
    ...(attach.problems ?? []),
    ...problemsIn("Options", preheader.problem),
    ...(isDigest && attach.value?.length ? [{ column: "Options", message: noFiles }] : []),
    ...(isDigest && body.body && showsRowPage(body.body) ? [{ column: "page", message: noPages }] : []),
    ...(body.problems ?? []).map((message) => ({ column: "page", message })),
  ];
  if (problems.length > 0 || !to.template || !subject.template || !body.body || !envelope.value)
    return { problems };
  const noUnsubscribe = no.value === undefined ? {} : { noUnsubscribe: no.value };
  return {
    value: {
      to: to.template,
      envelope: envelope.value,
      subject: subject.template,
      body: body.body,
      ...noUnsubscribe,
      ...(attach.value?.length ? { attach: attach.value } : {}),
      ...(preheader.template?.length ? { preheader: preheader.template } : {}),
    },
  };
}

const noFiles = "a digest attaches no files; take attach out, or digest";
const noPages = "a digest has no room for the rows' pages; take {{ page }} out, or digest in Options";

function missingSubject(subject: string): string | undefined {
  return subject.trim() === "" ? "Subject is empty; write what the mail is about" : undefined;
}

function problemsIn(column: string, message: string | undefined): RuleProblem[] {
  return message === undefined ? [] : [{ column, message }];
}
