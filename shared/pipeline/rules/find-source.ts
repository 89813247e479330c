import { digestOf } from "../../domain/content.ts";
import { NotFoundError, PermanentError, TransientError } from "../../domain/errors.ts";
import { rememberNames } from "../../domain/former-names.ts";
import { goneColumns } from "../../domain/gone-columns.ts";
import type { SourceSchema } from "../../domain/row.ts";
import type { Read, RuleHead, RuleRow } from "../../domain/rule.ts";
import type { RulesBinding } from "../../domain/rules-binding.ts";
import type { Connection, Lease, PollServices } from "../../ports.ts";
import { canonical } from "./canonical.ts";

/** Rows tell when columns differ; options, the trash and a second data source they do not, so the schema is read now and then. */
const readAgainMs = 10 * 60_000;

/** The sources that rules watch, as one poll finds them: twenty rules on one source ask once. */
export class SourceFinder {
  readonly #services: PollServices;
  readonly #connection: Connection;
  readonly #lease: Lease;
  readonly #now: string;
  /** By what Watch points at. */
  readonly #read = new Map<string, Promise<SourceSchema>>();
  /** As they were stored before this poll, by source id. */
  readonly #stored = new Map<string, Promise<SourceSchema | undefined>>();

  /** @param now of Notion's clock. */
  constructor(services: PollServices, connection: Connection, lease: Lease, now: string) {
    this.#services = services;
    this.#connection = connection;
    this.#lease = lease;
    this.#now = now;
  }

  /** @param binding Rowbell's own databases: what it writes there must fire nothing. @throws TransientError when Notion can't say now. */
  async find(
    { watch, watchText }: Pick<RuleRow, "watch" | "watchText">,
    { sourceId, runs }: Pick<RulesBinding, "sourceId" | "runs">,
  ): Promise<Read<SourceSchema>> {
    if (!watch) {
      const written = watchText === "" ? "it is empty" : `it says "${watchText}"`;
      return problem(`Mention the database here with @, or paste its link; ${written}.`);
    }
    try {
      const source = await this.#readOnce(watch);
      if (source.id === sourceId)
        return problem("Rowbell can't watch its own Rules database. Mention another one.");
      if (runs && "sourceId" in runs && source.id === runs.sourceId)
        return problem(
          "Rowbell can't watch its own Runs database: each line would fire the rule once more. Mention another one.",
        );
      return { value: source };
    } catch (error) {
      if (error instanceof NotFoundError)
        return problem(
          `I can't open "${watchText}". In Notion open that database, then ••• → Connections → add Rowbell. I look again every minute.`,
        );
      if (error instanceof PermanentError) return problem(`I can't watch "${watchText}": ${error.message}.`);
      throw error;
    }
  }

  /** Is the source of a rule that nobody edited another than the rule was last compiled against? */
  async differs({ sourceId, watch, schema }: RuleHead): Promise<boolean> {
    const stored = sourceId === null ? undefined : await this.#storedOnce(sourceId);
    if (!stored || watch === null) return false;
    if (!this.#isDue(stored)) return schemaHash(stored) !== schema;
    try {
      const source = await this.#readOnce(watch);
      return source.id !== stored.id || schemaHash(source) !== schema;
    } catch (error) {
      // What can't be read now says nothing; the next poll asks again.
      if (error instanceof TransientError) return false;
      if (error instanceof PermanentError) return true;
      throw error;
    }
  }

  #isDue({ stale, readAt }: SourceSchema): boolean {
    return (
      stale === true || readAt === undefined || Date.parse(this.#now) - Date.parse(readAt) >= readAgainMs
    );
  }

  #storedOnce(sourceId: string): Promise<SourceSchema | undefined> {
    const stored = this.#stored.get(sourceId) ?? this.#services.sources.schema(sourceId);
    this.#stored.set(sourceId, stored);
    return stored;
  }

  #readOnce(reference: string): Promise<SourceSchema> {
    const read = this.#read.get(reference) ?? this.#readAndKeep(reference);
    this.#read.set(reference, read);
    return read;
  }

  async #readAndKeep(reference: string): Promise<SourceSchema> {
    const read = await this.#connection.workspace.source(reference);
    const stored = await this.#storedOnce(read.id);
    const schema: SourceSchema = { ...rememberNames(stored, read), readAt: this.#now };
    if (stored?.rowColumns !== undefined) schema.rowColumns = stored.rowColumns;
    const gone = goneColumns(stored, read, this.#now);
    if (Object.keys(gone).length > 0) schema.gone = gone;
    // Rules with problems have it read every minute; that it was read is worth writing down only when that is due.
    if (!stored || this.#isDue(stored) || !isSame(schema, stored))
      await this.#services.sources.saveSchema(this.#lease, schema);
    return schema;
  }
}

/** But for when they were read. */
function isSame(a: SourceSchema, b: SourceSchema): boolean {
  return canonical({ ...a, readAt: "" }) === canonical({ ...b, readAt: "" });
}

function problem(message: string): Read<SourceSchema> {
  return { problems: [{ column: "Watch", message }] };
}

/** By its columns: whoever reads a schema again shares those. */
const hashes = new WeakMap<SourceSchema["columns"], { name: string; hash: string }>();

/** Hash of all of a schema that rules are compiled against, made once however many rules ask for it. */
export function schemaHash(schema: SourceSchema): string {
  const { name, columns } = schema;
  const known = hashes.get(columns);
  if (known?.name === name) return known.hash;
  const hash = digestOf(JSON.stringify([name, [...columns].sort((a, b) => (a.id < b.id ? -1 : 1))]));
  hashes.set(columns, { name, hash });
  return hash;
}
