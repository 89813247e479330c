import type { Block } from "./domain/block.ts";
import type { Cell } from "./domain/cell.ts";
import type { ChangeEvent } from "./domain/change.ts";
import type { Condition } from "./domain/condition/condition.ts";
import type { RowPredicate } from "./domain/condition/predicate.ts";
import type { DeliveryResult } from "./domain/delivery.ts";
import type { FetchFile } from "./domain/message/take-files.ts";
import type { Theme } from "./domain/message/theme.ts";
import type { Row, SourceSchema } from "./domain/row.ts";
import type { Read, Rule, RuleRow } from "./domain/rule.ts";
import type { RenderContext } from "./domain/template/template.ts";
import type { Mail, Mailer } from "./ports.ts";

/** Whether a change is one the rule asks for and, if not, why: the engine and "explain" read the same answer. */
export type Verdict = { fires: true } | { fires: false; why: string };

/** What an author wrote for a trigger. `locale`: whose numbers and dates, BCP 47; undefined where nobody said. */
type WrittenTrigger = { which: string; hasCondition: boolean; locale?: string | undefined };

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
  read(rule: WrittenTrigger, source: SourceSchema): Read<Config>;
  /** Its changes have a before: `was` and `changed` may stand in *If*. */
  looksBack?: true;
  /**
   * Which updates of a row it has to be asked about: those of any of these property ids. `condition` are the ones that the
   * rule's condition looks at. A row that is added or removed is always asked about.
   */
  looksAt(config: Config, condition: readonly string[]): readonly string[] | "any";
  /** Pure and synchronous. The condition is asked as of `change.at`. */
  judge(change: ChangeEvent, config: Config, condition: RowPredicate): Verdict;
  /** What holds of a row that it has fired for, apart from If, where it names a state; absent where it names none. */
  state?(config: Config): Condition | undefined;
  /** What it fires for is gone then, so no row that is there is one it could have fired for. */
  isAboutGone?: true;
  /** Would a row that changes in these properties alone set it off? Absent for one that its own writes can't set off. */
  isSetOffBy?(config: Config, properties: readonly string[]): boolean;
  /** What the clock alone may bring about; absent where it brings about nothing. */
  clock?: TriggerClock<Config>;
  /** Continues "Will e-mail …": `when Status changes to Shipped in Orders`. `scope` as in the rule. */
  describe(config: Config, source: SourceSchema, scope: Rule["scope"]): string;
}

/** The parts of a rule that its moments depend on. `timeZone` is an IANA name. */
export type ClockRule = { condition: Condition | null; timeZone: string };

/** Moments at which a rule may fire though nobody edits anything. Pure; instants are ISO, UTC. */
export type TriggerClock<Config> =
  | {
      per: "row";
      /** The clock alone makes it fire and a change never does: so it fires for a moment between an edit and its being seen. */
      isAlone: boolean;
      /** The first such moment of this row that is later than `after`. */
      next(row: Row, config: Config, rule: ClockRule, after: string): string | undefined;
      /** Asked when it has come: the row or the rule may be another by now, and `at` no moment of theirs any more. */
      judge(row: Row, at: string, config: Config, rule: ClockRule): Verdict;
    }
  | {
      /** One moment for all rows; each is then judged by the rule's condition. */
      per: "source";
      next(config: Config, timeZone: string, after: string): string;
    };

/** What an action may look at while it renders, beyond the values that its delivery keeps. All throw PermanentError or TransientError. */
export interface RenderPorts {
  /** The page of the delivery's row; undefined when it is gone. */
  page(): Promise<Block[] | undefined>;
  /** How the team's mails look. */
  theme(): Promise<Theme | undefined>;
  fetchFile: FetchFile;
}

/** What an action may use to act. */
export interface ActionPorts {
  mailer: Mailer;
  /**
   * Sets cells of the row that the delivery is about, by property id; what the row shows then is known as Rowbell's own.
   * @throws PermanentError when the row can't be written, TransientError when it can't be now.
   */
  writeRow(cells: Record<string, Cell>): Promise<void>;
}

/**
 * One kind of *Then*, as its author meets it: read, described, and what it will need. The file's name is `type`; `label` is
 * the option the author picks. What carries it out is the runner in the same file.
 * @typeParam Input the rule's fields once they are bound to property ids; plain JSON, it is stored.
 */
export interface ActionDefinition<Input = unknown> {
  type: string;
  label: string;
  help: string;
  /** What the dispatcher needs on AWS: IAM actions, each granted on its own resource by infra/. */
  needs: { iam: readonly string[] };
  /** It writes to people: quiet hours, digests and limits for each person concern it. */
  isMail?: true;
  /** The names in Options that only this action knows, each with examples for the author's docs. */
  options?: Readonly<Record<string, string>>;
  /**
   * @param options what stands behind each of its own names in Options, one text for each line.
   * @param locale whose numbers and dates, BCP 47; undefined where nobody said.
   * @param isDigest its messages are gathered.
   */
  read(
    rule: RuleRow,
    source: SourceSchema,
    options: Readonly<Record<string, readonly string[]>>,
    locale?: string,
    isDigest?: boolean,
  ): Read<Input>;
  /** Property ids that the runner's `render` reads. */
  renders(input: Input): { before: string[]; after: string[] };
  /** Property ids that it sets in the row; absent for an action that leaves rows alone. */
  writes?(input: Input): string[];
  /** Continues "Will": `e-mail the address in "Customer email"`. */
  describe(input: Input, source: SourceSchema): string;
  /** What is odd about what the author wrote though it works, as sentences. */
  warnings?(input: Input): string[];
  /** Why it could not act on a row, such as a cell that is empty, as a sentence. Asked of many rows: cheap. */
  lacks?(input: Input, context: RenderContext): string | undefined;
}

/** One change of a digest: what its rule said then, and what its places are filled in from. */
export type DigestPart<Input = unknown> = { input: Input; context: RenderContext; title: string };

/**
 * What carries an action out. Apart from its definition, so that the dispatcher does without what reads rules.
 * @typeParam Message what is rendered for one row: everything decided, nothing sent.
 */
export interface RunnerDefinition<Input = unknown, Message = unknown> {
  type: string;
  /** What it does is the same when it is done twice: so a run whose outcome is unknown is simply repeated. */
  isRepeatable?: true;
  /**
   * @throws PermanentError when this row cannot be acted on, with the reason for the rule's author; TransientError when it
   * can't be now.
   */
  render(input: Input, context: RenderContext, ports: RenderPorts): Message | Promise<Message>;
  /** For an action that writes to people: who they are, exactly as it hands them over. */
  audience?: {
    of(message: Message): string[];
    /** The message without these addresses; undefined when nobody is left whom it is for. */
    without(message: Message, addresses: readonly string[]): Message | undefined;
  };
  preview(message: Message): NonNullable<DeliveryResult["preview"]>;
  /** What the message lacks or may suffer from, as sentences for the story of its delivery. */
  notes?(message: Message): string[];
  /**
   * For a message that several people get, each by themselves: who, and the message for one of them. Each is then a delivery
   * of its own, so that what goes wrong for one neither stops nor repeats it for the others.
   */
  each?: {
    recipients(message: Message): readonly string[];
    only(message: Message, recipient: string): Message;
  };
  /**
   * One message for one person about many changes, in their order; `parts` are read as far as the message takes them. Texts
   * that are not about a single change are those of `input`, the newest version.
   */
  digest?(
    input: Input,
    parts: AsyncIterable<DigestPart<Input>>,
    frame: { recipient: string; count: number; context: RenderContext },
    ports: RenderPorts,
  ): Promise<Message>;
  /**
   * What it would send, as a mail for the rule's author alone that begins with `intro`; absent for one that sends no mail.
   * @throws PermanentError as `render`.
   */
  sample?(
    input: Input,
    context: RenderContext,
    intro: string,
    ports: RenderPorts,
  ): Promise<Omit<Mail, "key" | "to">>;
  /** @returns the other side's reference. @throws TransientError or PermanentError for a certain no; anything else is unknown. */
  run(message: Message, key: string, ports: ActionPorts): Promise<string>;
}

export type Trigger = TriggerDefinition;
export type Action = ActionDefinition;
export type Runner = RunnerDefinition;

// Methods are bivariant in TypeScript, so a definition of any Config is a Trigger; what is handed to it is what its own
// `read` returned.
export const defineTrigger = <Config>(definition: TriggerDefinition<Config>): Trigger => definition;
export const defineAction = <Input>(definition: ActionDefinition<Input>): Action => definition;
export const defineRunner = <Input, Message>(definition: RunnerDefinition<Input, Message>): Runner =>
  definition;
