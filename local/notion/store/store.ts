import type { Entity, Page } from "../entities.ts";

/** One entity of a write: `before` is absent when it is new, `after` when it is removed for good. */
export type Change = { before?: Entity; after?: Entity };

/** A whole workspace as JSON. `edits`: the number of the last edit. */
export type Snapshot = { format: number; edits: number; entities: Entity[] };

/** What a write may use of the store. */
type Writing = {
  put(entity: Entity): void;
  /** Takes it out for good, unlike the trash. Nothing happens when it is not there. */
  remove(id: string): void;
};

/** The workspace's entities: all in memory, each acknowledged write in the file first. */
export type Store = Writing & {
  get(id: string): Entity | undefined;
  /** Everything there is, oldest first; what was moved to another list counts from then. */
  all(): Iterable<Entity>;
  /** The rows of a data source, trashed ones too, oldest first. */
  rows(dataSourceId: string): Page[];
  /** The entities of one of the smaller kinds, oldest first. Pages and blocks are not listed by kind. */
  ofKind<K extends SmallKind>(kind: K): Extract<Entity, { kind: K }>[];
  /** Those of a kind whose `parentKey` is `parentKey`, oldest first: comments of a page, views of a database. */
  childrenOf<K extends SmallKind>(parentKey: string, kind: K): Extract<Entity, { kind: K }>[];
  /**
   * Makes the puts and removals of `work` durable together, or, when it throws, none of them. A write inside another
   * is part of it.
   */
  write<T>(work: () => T): T;
  /** Told of every write that changed something, after it is durable and in the order of the writes. */
  onCommit(listener: (changes: readonly Change[]) => void): () => void;
  /** Told when everything has been replaced, by `import` or `reset`: what was known of any entity is void. */
  onReplace(listener: () => void): () => void;
  /** Counts edits, so that those of one millisecond (or of a clock that stands) keep their order. */
  nextEdit(): number;
  export(): Snapshot;
  /** Replaces everything. @throws Error when it is no snapshot of ours; then nothing has changed. */
  import(snapshot: unknown): void;
  /** Leaves the workspace empty. */
  reset(): void;
  close(): void;
};

/** Listed by `ofKind` and `childrenOf`. */
export type SmallKind = Exclude<Entity["kind"], "page" | "block">;
