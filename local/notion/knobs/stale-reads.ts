import type { Workspace } from "../call.ts";
import type { Entity } from "../entities.ts";
import type { Change, SmallKind, Store } from "../store/store.ts";

/** The workspace as GET requests see it: by the knob `staleReadSeconds`, as it was so long ago. */
export class StaleReads {
  readonly #workspace: Workspace;
  /** Writes GET requests do not see yet, oldest first. */
  readonly #unseen: { at: number; changes: readonly Change[] }[] = [];

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    workspace.store.onCommit((changes) => this.#unseen.push({ at: this.#now(), changes }) && this.#forget());
    workspace.store.onReplace(() => this.#unseen.splice(0));
  }

  workspaceFor(method: string): Workspace {
    this.#forget();
    if (method !== "GET" || this.#unseen.length === 0) return this.#workspace;
    const before = new Map<string, Entity | undefined>();
    for (const { changes } of this.#unseen.toReversed()) {
      for (const change of changes) before.set((change.after ?? change.before)?.id ?? "", change.before);
    }
    return { ...this.#workspace, store: asBefore(this.#workspace.store, before) };
  }

  #forget(): void {
    const lag = this.#workspace.knobs.get("staleReadSeconds") * 1000;
    // Without the knob nothing waits, not even for a clock that was set back.
    while (this.#unseen[0] && (lag === 0 || this.#unseen[0].at <= this.#now() - lag)) this.#unseen.shift();
  }

  #now(): number {
    return this.#workspace.clock.now().getTime();
  }
}

/** The store with some entities as they were; what is written goes to the store itself. */
function asBefore(store: Store, before: ReadonlyMap<string, Entity | undefined>): Store {
  const then = <E extends Entity>(entities: Iterable<E>): E[] =>
    [...entities].flatMap((entity) =>
      before.has(entity.id) ? ((before.get(entity.id) ?? []) as E) : entity,
    );
  return {
    get: (id) => (before.has(id) ? before.get(id) : store.get(id)),
    all: () => then(store.all()),
    rows: (sourceId) => then(store.rows(sourceId)),
    ofKind: <K extends SmallKind>(kind: K) => then(store.ofKind(kind)),
    childrenOf: <K extends SmallKind>(key: string, kind: K) => then(store.childrenOf(key, kind)),
    put: (entity) => store.put(entity),
    remove: (id) => store.remove(id),
    write: (work) => store.write(work),
    onCommit: (listener) => store.onCommit(listener),
    onReplace: (listener) => store.onReplace(listener),
    nextEdit: () => store.nextEdit(),
    export: () => store.export(),
    import: (snapshot) => store.import(snapshot),
    reset: () => store.reset(),
    close: () => store.close(),
  };
}
