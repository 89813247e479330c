import type { Entity, Page } from "../entities.ts";
import { WorkspaceFile } from "./file.ts";
import { childrenUnder, kindIs, Memory, rowsOf } from "./memory.ts";
import { readSnapshot, SNAPSHOT_FORMAT } from "./snapshot.ts";
import type { Change, SmallKind, Snapshot, Store } from "./store.ts";

/** @throws Error naming the file when it is no workspace of ours, damaged, or open in another process. */
export function openStore(file: string): Store {
  try {
    return new DurableStore(new WorkspaceFile(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `cannot open the Notion workspace in ${file}: ${reason}; if no other process has it open, move the file away to start over`,
      { cause },
    );
  }
}

class DurableStore implements Store {
  readonly #file: WorkspaceFile;
  readonly #memory = new Memory();
  readonly #commitListeners = new Set<(changes: readonly Change[]) => void>();
  readonly #replaceListeners = new Set<() => void>();
  /** Writes whose listeners have still to be told: one of them may write again. */
  readonly #untold: Change[][] = [];
  /** What the current write replaced, to put back if it fails. */
  #replaced: Map<string, Entity | undefined> | undefined;
  #edits = 0;

  constructor(file: WorkspaceFile) {
    this.#file = file;
    this.#fill(file.load());
  }

  get(id: string): Entity | undefined {
    return this.#memory.get(id);
  }

  all(): Iterable<Entity> {
    return this.#memory.all();
  }

  rows(dataSourceId: string): Page[] {
    return this.#memory.list(rowsOf(dataSourceId)) as Page[];
  }

  ofKind<K extends SmallKind>(kind: K): Extract<Entity, { kind: K }>[] {
    return this.#memory.list(kindIs(kind)) as Extract<Entity, { kind: K }>[];
  }

  childrenOf<K extends SmallKind>(parentKey: string, kind: K): Extract<Entity, { kind: K }>[] {
    return this.#memory.list(childrenUnder(parentKey, kind)) as Extract<Entity, { kind: K }>[];
  }

  put(entity: Entity): void {
    this.#change(entity.id, entity);
  }

  remove(id: string): void {
    this.#change(id, undefined);
  }

  write<T>(work: () => T): T {
    if (this.#replaced) return work();
    const replaced = new Map<string, Entity | undefined>();
    this.#replaced = replaced;
    let result: T;
    try {
      result = work();
      if (replaced.size > 0) this.#file.save(this.#savingOf(replaced));
    } catch (error) {
      for (const [id, before] of replaced) this.#memory.set(id, before);
      throw error;
    } finally {
      this.#replaced = undefined;
    }
    this.#tell(this.#changesOf(replaced));
    return result;
  }

  onCommit(listener: (changes: readonly Change[]) => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  onReplace(listener: () => void): () => void {
    this.#replaceListeners.add(listener);
    return () => this.#replaceListeners.delete(listener);
  }

  nextEdit(): number {
    this.#edits += 1;
    return this.#edits;
  }

  export(): Snapshot {
    return { format: SNAPSHOT_FORMAT, edits: this.#edits, entities: [...this.#memory.all()] };
  }

  import(snapshot: unknown): void {
    const { entities } = readSnapshot(snapshot);
    this.#file.save(
      entities.map((after) => ({ id: after.id, after })),
      true,
    );
    this.#memory.clear();
    this.#fill(entities);
    for (const listener of this.#replaceListeners) listener();
  }

  reset(): void {
    this.import({ format: SNAPSHOT_FORMAT, edits: 0, entities: [] });
  }

  close(): void {
    this.#file.close();
  }

  #fill(entities: Iterable<Entity>): void {
    this.#edits = 0;
    for (const entity of entities) {
      this.#memory.set(entity.id, entity);
      this.#edits = Math.max(this.#edits, entity.stamp.edit);
    }
  }

  #change(id: string, entity: Entity | undefined): void {
    if (!this.#replaced) throw new Error("a change outside of a write would not be durable");
    if (!this.#replaced.has(id)) this.#replaced.set(id, this.#memory.get(id));
    this.#memory.set(id, entity);
  }

  *#savingOf(replaced: Map<string, Entity | undefined>) {
    for (const [id, before] of replaced) yield { id, before, after: this.#memory.get(id) };
  }

  #changesOf(replaced: Map<string, Entity | undefined>): Change[] {
    return [...replaced].flatMap(([id, before]) => {
      const after = this.#memory.get(id);
      return before === after ? [] : [{ ...(before && { before }), ...(after && { after }) }];
    });
  }

  #tell(changes: Change[]): void {
    if (changes.length === 0) return;
    const idle = this.#untold.length === 0;
    this.#untold.push(changes);
    if (!idle) return;
    for (const told of this.#untold) for (const listener of this.#commitListeners) tell(listener, told);
    this.#untold.length = 0;
  }
}

/** What was written is written: one that fails to take note of it fails neither the request nor the others. */
function tell(listener: (changes: readonly Change[]) => void, changes: readonly Change[]): void {
  try {
    listener(changes);
  } catch (error) {
    console.error("notion emulator:", error);
  }
}
