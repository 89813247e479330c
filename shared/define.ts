import type { ChangeEvent } from "./domain/change.ts";
import type { RowPredicate } from "./domain/condition/predicate.ts";
import type { DeliveryResult } from "./domain/delivery.ts";
import type { SourceSchema } from "./domain/row.ts";
import type { Read, RuleRow } from "./domain/rule.ts";
import type { RenderContext } from "./domain/template.ts";
import type { Mailer } from "./ports.ts";

/** Whether a change is one the rule asks for and, if not, why: the engine and "explain" read the same answer. */
export type Verdict = { fires: true } | { fires: false; why: string };

/**
 * One kind of *When*. The file's name is `type`; `label` is the option the author picks.
 * @typeParam Config what *Which* means once it is bound to property ids; plain JSON, it is stored.
 */
export interface TriggerDefinition<Config = unknown> {
  type: string;
  label: string;
  /** One sentence for the author's docs. */
  help: string;
  /** What *Which* may hold, with an example. */
  which: string;
  read(rule: { which: string; hasCondition: boolean }, source: SourceSchema): Read<Config>;
  /** Pure and synchronous: called for every change of the source. */
  judge(change: ChangeEvent, config: Config, condition: RowPredicate): Verdict;
  /** Continues "Will … when": `Status changes to Shipped`. */
  describe(config: Config, source: SourceSchema): string;
}

/** What an action may use to act. */
interface ActionPorts {
  mailer: Mailer;
}

/**
 * One kind of *Then*. The file's name is `type`; `label` is the option the author picks.
 * @typeParam Input the rule's fields once they are bound to property ids; plain JSON, it is stored.
 * @typeParam Message what is rendered for one row: everything decided, nothing sent.
 */
export interface ActionDefinition<Input = unknown, Message = unknown> {
  type: string;
  label: string;
  help: string;
  /** What the dispatcher needs on AWS: IAM actions, each granted on its own resource by infra/. */
  needs: { iam: readonly string[] };
  read(rule: RuleRow, source: SourceSchema): Read<Input>;
  /** Property ids that `render` reads. */
  renders(input: Input): { before: string[]; after: string[] };
  /** Continues "Will": `e-mail {{ Customer email }}`. */
  describe(input: Input, source: SourceSchema): string;
  /** @throws PermanentError when this row cannot be acted on, with the reason for the rule's author. */
  render(input: Input, context: RenderContext): Message;
  preview(message: Message): NonNullable<DeliveryResult["preview"]>;
  /** @returns the other side's reference. @throws TransientError or PermanentError for a certain no; anything else is unknown. */
  run(message: Message, key: string, ports: ActionPorts): Promise<string>;
}

export type Trigger = TriggerDefinition;
export type Action = ActionDefinition;

// Methods are bivariant in TypeScript, so a definition of any Config is a Trigger; what is handed to it is what its own
// `read` returned.
export const defineTrigger = <Config>(definition: TriggerDefinition<Config>): Trigger => definition;
export const defineAction = <Input, Message>(definition: ActionDefinition<Input, Message>): Action =>
  definition;
