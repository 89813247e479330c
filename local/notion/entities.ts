/** JSON as it came in a request or goes into an answer. */
export type Json = Record<string, unknown>;

/** Somebody with a token, or somebody mentioned in a people property. `id` is a UUID. */
export type EmulatedUser =
  | { type: "person"; id: string; name: string; email: string; avatarUrl?: string }
  | { type: "bot"; id: string; name: string; workspaceName: string; avatarUrl?: string };

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
  inTrash: boolean;
  stamp: Stamp;
};

/** Entities are never changed in place: a write puts a new one, so that a failed request leaves no trace. */
export type Entity = Page | Block | Database | DataSource;
