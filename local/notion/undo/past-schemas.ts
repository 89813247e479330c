import type { DataSource, Property } from "../entities.ts";
import type { Change, Store } from "../store/store.ts";

/** So many changes of schemas can be taken back, and of so many entities together: a retyped column has one for each row. */
const mostChanges = 50;
const mostEntities = 100_000;

/** The latest changes of schemas since the start, newest first. */
export class PastSchemas {
  #past: (readonly Change[])[] = [];

  constructor(store: Pick<Store, "onCommit" | "onReplace">) {
    store.onCommit((changes) => this.#remember(changes));
    store.onReplace(() => {
      this.#past = [];
    });
  }

  /** The newest one that touched a property. */
  find(sourceId: string, propertyId: string): readonly Change[] | undefined {
    return this.#past.find((changes) =>
      changes.some(
        (change) =>
          schemasOf(change)?.after.id === sourceId && changedIn(change).some(({ id }) => id === propertyId),
      ),
    );
  }

  forget(changes: readonly Change[]): void {
    this.#past = this.#past.filter((one) => one !== changes);
  }

  #remember(changes: readonly Change[]): void {
    if (!changes.some((change) => changedIn(change).length > 0)) return;
    this.#past = [changes, ...this.#past].slice(0, mostChanges);
    let entities = 0;
    this.#past = this.#past.filter(({ length }) => {
      entities += length;
      return entities <= mostEntities;
    });
  }
}

/** A property as it was and as it became; absent where it was not there. */
type PropertyChange = { id: string; before?: Property; after?: Property };

export function schemasOf({ before, after }: Change): { before: DataSource; after: DataSource } | undefined {
  return before?.kind === "data_source" && after?.kind === "data_source" ? { before, after } : undefined;
}

export function changedIn(change: Change): PropertyChange[] {
  const schemas = schemasOf(change);
  if (!schemas || schemas.before.properties === schemas.after.properties) return [];
  const before = new Map(schemas.before.properties.map((one) => [one.id, one]));
  const after = new Map(schemas.after.properties.map((one) => [one.id, one]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    return isSame(was, is) ? [] : [{ id, ...(was && { before: was }), ...(is && { after: is }) }];
  });
}

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
