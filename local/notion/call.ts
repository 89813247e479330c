import { sees } from "./access.ts";
import type { Block, Database, DataSource, EmulatedUser, Json, Page, Stamp } from "./entities.ts";
import { expectUuid } from "./expect.ts";
import type { Ids } from "./ids.ts";
import type { Knobs } from "./knobs/knobs.ts";
import { notFound } from "./problem.ts";
import type { RowTables } from "./query/rows/tables.ts";
import type { Titles } from "./search/titles.ts";
import type { Store } from "./store/store.ts";

/** What a connection may be allowed to do; `restricted_resource` tells that it is not. */
type Capability =
  | "read_content"
  | "insert_content"
  | "update_content"
  | "read_comments"
  | "insert_comments"
  | "read_users"
  | "read_emails";

/** What a token is good for. */
export type Grant = {
  user: EmulatedUser;
  /** Absent: all of them. */
  capabilities?: readonly Capability[];
  /** Pages and databases shared with the connection, with all that is under them; absent: the whole workspace. */
  roots?: readonly string[];
};

/** One Notion workspace. */
export type Workspace = {
  store: Store;
  clock: { now(): Date };
  ids: Ids;
  /** By id. SCIM adds to them and takes away. */
  users: Map<string, EmulatedUser>;
  /** Bearer token → what it is good for. OAuth adds to it and takes away. */
  grants: Map<string, Grant>;
  /** Most rows one query walks through: 10,000 at Notion since 2026-04-20. */
  queryCap: number;
  /** Runs `work` once about `ms` milliseconds have passed: templates, async tasks, aggregated webhooks. */
  later(ms: number, work: () => void): void;
  /** What goes wrong. */
  knobs: Knobs;
  /** The rows as queries see them. */
  tables: RowTables;
  /** The titles as searches see them. */
  titles: Titles;
  /** `http://127.0.0.1:4401`, under which it is reached: signed file URLs begin with it. Set once it listens. */
  origin: string;
};

export const VERSIONS = ["2022-06-28", "2025-09-03", "2026-03-11"] as const;
export type Version = (typeof VERSIONS)[number];

/** A file of a multipart request. */
export type UploadedPart = { filename: string; type: string; bytes: Uint8Array };

/** One request: who asks, in which version of the API, for what. */
export type Call = {
  workspace: Workspace;
  actor: EmulatedUser;
  grant: Grant;
  version: Version;
  /** Before 2026-03-11: objects carry `archived` beside `in_trash`, blocks are appended `after` another. */
  legacy: boolean;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Json;
  /** The fields of a `multipart/form-data` request, whose `body` is then empty. */
  form?: Record<string, string | UploadedPart>;
};

/** An answer that is not a plain 200: async tasks are accepted with 202, lists of templates carry no `request_id`. */
export class Reply {
  readonly json: Json;
  readonly status: number;
  readonly requestId: boolean;

  constructor(json: Json, { status = 200, requestId = true } = {}) {
    this.json = json;
    this.status = status;
    this.requestId = requestId;
  }
}

/** Up to 2022-06-28 a database was a table; since then it holds data sources, which are. */
export function hasDataSources({ version }: Pick<Call, "version">): boolean {
  return version !== "2022-06-28";
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
export type Route = {
  method: Method;
  path: string;
  /** Synchronous, and so atomic: no other request sees half of it. */
  answer(call: Call): Json | Reply;
  /** Takes a file in `multipart/form-data` instead of JSON. */
  takesFile?: true;
  /** What a body may hold; absent where the answer itself looks. */
  body?: readonly string[];
  /** What the connection must be allowed to do; told last, after every other fault of the request. */
  needs?: Capability;
  /** The first and the last version that has the route; absent: from the oldest, to the newest. */
  since?: Version;
  until?: Version;
  /** For the coverage matrix: some of it is missing, and `note` says what. */
  support?: "partial";
  note?: string;
};

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
  if (entity?.kind !== kind || !sees(call, entity)) throw notFound(NOUNS[kind], uuid, call.actor);
  return entity as Kinds[K];
}

/** A block, or what stands among blocks as one: a page, a database. */
export function findBlock(call: Call, id: unknown, where: string): Block | Page | Database {
  const uuid = expectUuid(id, where);
  const entity = call.workspace.store.get(uuid);
  const isBlock = entity?.kind === "block" || entity?.kind === "page" || entity?.kind === "database";
  if (!isBlock || !sees(call, entity)) throw notFound("block", uuid, call.actor);
  return entity;
}
