import { decodePropertyId, decodeRow } from "../../shared/adapters/notion/decode-row.ts";
import { type Json, record } from "../../shared/adapters/notion/json.ts";
import type { Block } from "../../shared/domain/block.ts";
import type { ChangeEvent } from "../../shared/domain/change.ts";
import { hashRow } from "../../shared/domain/content.ts";
import { diffRow } from "../../shared/domain/diff.ts";
import type { Row, SourceSchema } from "../../shared/domain/row.ts";
import type { Rule } from "../../shared/domain/rule.ts";
import type { MessageTemplate } from "../../shared/domain/template/template.ts";
import { evaluate, prepareRules } from "../../shared/pipeline/judge/evaluate.ts";
import { compileRule } from "../../shared/pipeline/rules/compile-rule.ts";
import { type RenderedMail, renderMail } from "../support/render-mail.ts";
import { alterProperty } from "./alter-property.ts";

/** The two states of a row that a rule can be told of, each with the mail it led to. */
export type Walk = { page: Json; altered: string | undefined; message: RenderedMail };

const none: ReadonlySet<string> = new Set();
/** The row's own edit changes neither of them. */
const tellsNothing = new Set(["last_edited_time", "last_edited_by"]);

/**
 * Takes a page the whole way: first seen, seen again as it was, then with each of its properties altered in turn; through
 * the diff and catch-all rules to a mail.
 * @throws Error in words when a step went wrong.
 */
export function walkRow(page: Json, row: Row, body: readonly Block[]): Walk[] {
  const schema = schemaOf(page, row);
  const rules = ["Row is added", "Row changes"].map((when) => catchAll(when, schema, body));
  const content = hashRow(row, none);
  const created = mailOf(rules, diffRow(undefined, row, content, moment.seenAt), "create");
  const walks: Walk[] = [{ page, altered: undefined, message: created }];
  const snapshot = { row, revision: 1, ...content };
  const again = diffRow(snapshot, row, content, moment.seenAt);
  if (again.changed.length > 0) throw new Error(`read twice, it changed: ${again.changed.join()}`);

  for (const [name, raw] of Object.entries(record(page.properties))) {
    const altered = alterProperty(page, name);
    const next = { ...decodeRow(altered), sourceId: row.sourceId };
    const change = diffRow(snapshot, next, hashRow(next, none), moment.seenAt);
    const id = decodePropertyId(String(record(raw).id ?? ""));
    const expected = tellsNothing.has(String(record(raw).type)) ? "" : id;
    if (change.changed.join() !== expected) {
      throw new Error(`"${name}" was altered, but what changed is "${change.changed.join()}"`);
    }
    if (expected === "") continue;
    walks.push({ page: altered, altered: name, message: mailOf(rules, change, "update") });
  }
  return walks;
}

const moment = { seenAt: "2026-03-01T10:08:12.000Z", dueAt: "2026-03-01T10:08:13.000Z" };

/** Where the mail shows each column: between these marks. */
export const marks = (column: number) => [`⟦${column}:`, `:${column}⟧`] as const;

/** A rule with every column in its page, below `body`. */
function catchAll(when: string, schema: SourceSchema, body: readonly Block[]): Rule {
  const places = schema.columns.map(({ name }, index) => {
    const [open, close] = marks(index);
    const quote = name.includes('"') ? "'" : '"';
    return paragraph(`${open}{{ ${quote}${name}${quote} }}${close}`);
  });
  const { value, problems } = compileRule(
    {
      id: `catch-all-${when}`,
      url: "",
      name: "Everything",
      state: "Live",
      watch: schema.id,
      watchText: schema.name,
      when,
      which: "",
      condition: "",
      action: "Send email",
      to: "reader@example.com",
      subject: "{{ rule.name }}",
      options: "",
      body: [...body, ...places],
    },
    schema,
  );
  if (!value)
    throw new Error(`the rule was not understood: ${problems.map(({ message }) => message).join("; ")}`);
  return { ...value, version: 1, connectionId: "recorded" };
}

function mailOf(rules: readonly Rule[], change: ChangeEvent, op: ChangeEvent["op"]): RenderedMail {
  const evaluators = prepareRules(rules.map((rule) => ({ rule, dryRun: false })));
  const deliveries = evaluate(evaluators, change, moment);
  const [delivery] = deliveries;
  const rule = rules.find(({ id }) => id === delivery?.ruleId);
  if (deliveries.length !== 1 || !delivery || !rule || delivery.op !== op || delivery.state !== "pending") {
    throw new Error(
      `a ${op} owes ${deliveries.length} deliveries (${delivery?.lastError ?? delivery?.op}), not one`,
    );
  }
  return renderMail(rule.action.input as MessageTemplate, {
    values: delivery.values,
    row: { url: delivery.rowUrl },
    rule: { name: rule.name },
    seenAt: delivery.seenAt,
    timeZone: rule.options.timeZone,
  });
}

function schemaOf(page: Json, row: Row): SourceSchema {
  const columns = Object.entries(record(page.properties)).map(([name, raw]) => ({
    id: decodePropertyId(String(record(raw).id ?? "")),
    name,
    type: String(record(raw).type),
  }));
  return { id: row.sourceId || "recorded", name: "Recorded", columns };
}

function paragraph(text: string): Block {
  return { type: "paragraph", text: [{ text }], children: [] };
}
