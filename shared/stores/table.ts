/**
 * The one table as the stores use it: what DynamoDB promises of it, and no more. There are two of them, proven equal by one
 * contract: DynamoDB's (adapters/dynamo), and one in memory for simulations.
 */

/** What an attribute may hold. Numbers are counted with; texts and bytes are only kept. */
export type Attribute = string | number | Uint8Array;
export type Item = { [name: string]: Attribute };
export type Key = { pk: string; sk: string };

/** What must hold of the item that is there for a write to be carried out; every part that is given. */
export type Condition = {
  /** There is no such item. */
  absent?: true;
  /** These attributes have these values. */
  equals?: Item;
  /** This attribute has one of these values. */
  oneOf?: { [name: string]: readonly string[] };
  /** These attributes are there and not greater. */
  atMost?: Item;
  /** Or else all of this holds. */
  or?: Condition;
};

/** Sets, counts up and removes attributes; makes the item where there is none. */
export type Update = { set?: Item; add?: { [name: string]: number }; remove?: readonly string[] };

export type Write =
  | { put: Item; if?: Condition }
  | { update: Key; change: Update; if?: Condition }
  | { delete: Key; if?: Condition }
  | { check: Key; if: Condition };

export type Query = {
  /** The table itself, consistently, where none is named; an index answers late, and keys only. */
  index?: "due" | "history" | "rows" | "runs";
  partition: string;
  /** Sort keys from, inclusive. */
  from?: string;
  /** Sort keys until, inclusive. */
  until?: string;
  newestFirst?: boolean;
  limit?: number;
  /** Only items of which these attributes have one of these values; `limit` counts what is left. */
  where?: { [name: string]: readonly string[] };
  /** Attributes to answer besides the key; all where left out. */
  attributes?: readonly string[];
  /** Go on after this key, one that `next` answered. */
  after?: Item;
};

/** Limits of DynamoDB (service quotas): both implementations refuse what is beyond. */
export const tableLimits = {
  actions: 100,
  itemBytes: 400 * 1024,
  transactionBytes: 4 * 1024 * 1024,
} as const;

export interface Table {
  /** Consistent. */
  get(key: Key): Promise<Item | undefined>;
  /** Consistent, in any number; those that are not there are left out. */
  getAll(keys: readonly Key[], attributes?: readonly string[]): Promise<Item[]>;
  query(query: Query): Promise<{ items: Item[]; next?: Item }>;
  /** @returns the item as it is after it (`{}` after a delete), or undefined when its condition did not hold. */
  write(write: Exclude<Write, { check: Key }>): Promise<Item | undefined>;
  /**
   * All or nothing; each item at most once.
   * @param token makes a repetition within ten minutes harmless, however often it arrives; the same token with other writes is refused.
   * @returns undefined, or the index of each write whose condition did not hold.
   */
  transact(writes: readonly Write[], token: string): Promise<number[] | undefined>;
}
