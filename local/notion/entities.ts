/** JSON as it came in a request or goes into an answer. */
export type Json = Record<string, unknown>;

/**
 * Somebody with a token, or somebody mentioned in a people property. `id` is a UUID. `ownerId`: who let a public connection
 * in; other bots are the workspace's.
 */
export type EmulatedUser =
  | { type: "person"; id: string; name: string; email: string; avatarUrl?: string }
  | { type: "bot"; id: string; name: string; workspaceName: string; avatarUrl?: string; ownerId?: string };

/** A rich text item without what is derived at read: `plain_text`, `href`, and the titles of mentioned pages. */
export type StoredText = { type: string; annotations: Json; [payload: string]: unknown };

/** Who and when, in true milliseconds; the API floors them to the minute. `edit` orders edits that share one. */
export type Stamp = {
  createdAt: number;
  createdBy: string;
  editedAt: number;
  editedBy: string;
  edit: number;
};

export type Parent =
  | { type: "workspace"; workspace: true }
  | { type: "page_id"; page_id: string }
  | { type: "block_id"; block_id: string }
  | { type: "data_source_id"; data_source_id: string; database_id: string };

/** A page or a row. `values` are keyed by the raw property id; `content` are the ids of its blocks, in order. */
export type Page = {
  kind: "page";
  id: string;
  parent: Parent;
  values: Json;
  content: string[];
  icon: unknown;
  cover: unknown;
  inTrash: boolean;
  isLocked: boolean;
  isArchived?: boolean;
  /** Stands among the templates of its data source, and so among no rows. */
  isTemplate?: boolean;
  stamp: Stamp;
};

/** `data` is the block's own payload, its rich texts as `StoredText`. `pageId`: the page whose content it is. */
export type Block = {
  kind: "block";
  id: string;
  parent: Parent;
  pageId: string;
  type: string;
  data: Json;
  content: string[];
  inTrash: boolean;
  stamp: Stamp;
};

export type Database = {
  kind: "database";
  id: string;
  parent: Parent;
  title: StoredText[];
  description: StoredText[];
  dataSourceIds: string[];
  isInline: boolean;
  isLocked: boolean;
  icon: unknown;
  cover: unknown;
  inTrash: boolean;
  stamp: Stamp;
};

/** `id` is raw (`]~iZ`), though the API shows it percent-encoded; `config` is what stands under the type's key. */
export type Property = { id: string; name: string; type: string; description: string | null; config: Json };

export type DataSource = {
  kind: "data_source";
  id: string;
  databaseId: string;
  title: StoredText[];
  properties: Property[];
  /** The number the next row gets in a `unique_id` property. */
  nextNumber: number;
  icon: unknown;
  /** Pages that new rows can start as; at most one of them is the default. */
  templates?: { id: string; isDefault: boolean }[];
  inTrash: boolean;
  stamp: Stamp;
};

/**
 * A comment; those of one discussion share its id. A deleted one stays, unseen, so that webhooks know who deleted it.
 * `parentKey`, here and below: under what the store lists it (the page or block, the database, the upload).
 */
export type Comment = {
  kind: "comment";
  id: string;
  parentKey: string;
  discussionId: string;
  parent: { type: "page_id"; page_id: string } | { type: "block_id"; block_id: string };
  /** The page it stands on, also when it hangs on a block. */
  pageId: string;
  text: StoredText[];
  displayName: { type: "integration" | "user" | "custom"; resolved_name: string | null };
  /** Ids of file uploads. */
  attachments: string[];
  deleted: boolean;
  stamp: Stamp;
};

/** A saved view of a data source. `filter`, `sorts`, `quickFilters` and `configuration` are kept as they came. */
export type View = {
  kind: "view";
  id: string;
  /** Its database. */
  parentKey: string;
  dataSourceId: string;
  /** The dashboard it is a widget of. */
  dashboardId?: string;
  /** Views stand in this order, and by age where it is the same or absent. */
  place?: number;
  name: string;
  type: string;
  filter: Json | null;
  sorts: unknown[] | null;
  quickFilters: Json | null;
  configuration: Json;
  deleted: boolean;
  stamp: Stamp;
};

/** The rows a view had when it was asked, to be read a page at a time. */
export type ViewQuery = {
  kind: "view_query";
  id: string;
  /** Its view. */
  parentKey: string;
  rowIds: string[];
  isCapped: boolean;
  expiresAt: number;
  stamp: Stamp;
};

/** `expiresAt` is null once the file is attached to something. `parts` are the numbers that came, of `partsExpected`. */
export type FileUpload = {
  kind: "file_upload";
  id: string;
  mode: "single_part" | "multi_part" | "external_url";
  status: "pending" | "uploaded" | "failed";
  filename: string | null;
  contentType: string | null;
  contentLength: number | null;
  partsExpected: number;
  parts: number[];
  expiresAt: number | null;
  stamp: Stamp;
};

/** Some of a file's bytes, in base64. */
type FilePart = {
  kind: "file_part";
  id: string;
  parentKey: string;
  number: number;
  bytes: string;
  stamp: Stamp;
};

/** A public connection, as its developer registered it; `id` is the OAuth client's. */
export type Connection = {
  kind: "connection";
  id: string;
  name: string;
  secret: string;
  redirectUris: string[];
  /** The page people may take a copy of when they connect. */
  templateId: string | null;
  stamp: Stamp;
};

/** A connection some person has let in: the bot it acts as, and what it may see. */
export type Bot = {
  kind: "bot";
  id: string;
  /** The connection. */
  parentKey: string;
  ownerId: string;
  roots: string[];
  stamp: Stamp;
};

/** What one consent gave: first a code, then tokens, which a refresh replaces. */
export type Authorization = {
  kind: "authorization";
  id: string;
  /** The bot. */
  parentKey: string;
  code: string;
  codeUsed: boolean;
  /** As it stood in the authorize URL, where it had to be repeated for the token. */
  redirectUri: string | null;
  duplicatedTemplateId: string | null;
  tokens: { access: string; refresh: string; issuedAt: number } | null;
  revoked: boolean;
  stamp: Stamp;
};

/** A webhook subscription of a connection (`botId`). */
export type Subscription = {
  kind: "subscription";
  id: string;
  botId: string;
  url: string;
  types: string[];
  apiVersion: "2022-06-28" | "2025-09-03" | "2026-03-11";
  verificationToken: string;
  state: "pending" | "active" | "paused" | "deleted";
  stamp: Stamp;
};

/** Somebody SCIM has added, changed or removed; stands over the user of that id the workspace was started with. */
export type Member = {
  kind: "member";
  id: string;
  email: string;
  name: { formatted?: string; givenName?: string; familyName?: string };
  emails: { value: string; primary: boolean }[];
  role: "owner" | "membership_admin" | "member" | "restricted_member";
  avatarUrl: string | null;
  active: boolean;
  /** For good, unlike one who is not active. */
  deleted: boolean;
  stamp: Stamp;
};

/** A group of people, by SCIM. */
export type Group = {
  kind: "group";
  id: string;
  displayName: string;
  memberIds: string[];
  deleted: boolean;
  stamp: Stamp;
};

/**
 * Work that goes on after its answer: a page's markdown, or a template filling a page. `call` is the request to carry
 * out; `result` or `error` is what came of it.
 */
export type AsyncTask = {
  kind: "async_task";
  id: string;
  status: "queued" | "succeeded" | "failed";
  /** `PATCH /v1/pages/:page_id/markdown`; for a template, which has no task at Notion, it is empty. */
  operation: string;
  pageId: string;
  actorId: string;
  body: Json;
  result: Json | null;
  error: Json | null;
  stamp: Stamp;
};

/** Entities are never changed in place: a write puts a new one, so that a failed request leaves no trace. */
export type Entity =
  | Page
  | Block
  | Database
  | DataSource
  | Comment
  | View
  | ViewQuery
  | FileUpload
  | FilePart
  | Connection
  | Bot
  | Authorization
  | Subscription
  | Member
  | Group
  | AsyncTask;
