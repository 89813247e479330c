import type { Block, Database, DataSource, EmulatedUser, Json, Page, Stamp } from "./entities.ts";
import { expectUuid } from "./expect.ts";
import type { Ids } from "./ids.ts";
import { notFound } from "./problem.ts";
import type { Store } from "./store.ts";

/** One Notion workspace. */
export type Workspace = {
  store: Store;
  clock: { now(): Date };
  ids: Ids;
  users: ReadonlyMap<string, EmulatedUser>;
  /** Most rows one query walks through: 10,000 at Notion since 2026-04-20. */
  queryCap: number;
};

/** One request: who asks, in which version of the API, for what. */
export type Call = {
  workspace: Workspace;
  actor: EmulatedUser;
  /** Before 2026-03-11: objects carry `archived` beside `in_trash`, blocks are appended `after` another. */
  legacy: boolean;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Json;
};

type Method = "GET" | "POST" | "PATCH" | "DELETE";
/** `answer` is synchronous, and so atomic: no other request sees half of it. */
export type Route = { method: Method; path: string; answer(call: Call): Json };

export function stampNew(call: Call): Stamp {
  const at = call.workspace.clock.now().getTime();
  const edit = call.workspace.store.nextEdit();
  return { createdAt: at, createdBy: call.actor.id, editedAt: at, editedBy: call.actor.id, edit };
}

export function stampEdit(call: Call, stamp: Stamp): Stamp {
  const editedAt = call.workspace.clock.now().getTime();
  return { ...stamp, editedAt, editedBy: call.actor.id, edit: call.workspace.store.nextEdit() };
}

type Kinds = { page: Page; block: Block; database: Database; data_source: DataSource };
// A data source that is missing or not shared is called a database: recorded traffic.
const NOUNS = { page: "page", block: "block", database: "database", data_source: "database" };

/** @param where the place of the id in the request, for the message: `path.page_id`. */
export function find<K extends keyof Kinds>(call: Call, kind: K, id: unknown, where: string): Kinds[K] {
  const uuid = expectUuid(id, where);
  const entity = call.workspace.store.get(uuid);
  if (entity?.kind !== kind) throw notFound(NOUNS[kind], uuid, call.actor);
  return entity as Kinds[K];
}
