import type { Entity, Json } from "../entities.ts";

/** Something that happened, before anybody in particular is told. */
export type Happening = {
  type: string;
  entity: { id: string; type: "page" | "database" | "data_source" | "comment" | "view" | "file_upload" };
  data?: Json;
  /** Who did it, and when. */
  author: string;
  at: number;
  /** What a connection must see to be told. */
  about: Entity;
};

/** Told as soon as they happen; the others wait for more of their kind. What Notion does of views and files is not documented. */
export function isImmediate(type: string): boolean {
  return /^(comment|view|file_upload)\.|^page\.(un)?locked$/.test(type);
}

const BOTH = [
  "page.created",
  "page.deleted",
  "page.undeleted",
  "page.moved",
  "page.locked",
  "page.unlocked",
  "page.content_updated",
  "page.properties_updated",
  "database.created",
  "database.deleted",
  "database.undeleted",
  "database.moved",
  "comment.created",
  "comment.updated",
  "comment.deleted",
  "file_upload.created",
  "file_upload.completed",
  "file_upload.upload_failed",
  "view.created",
  "view.updated",
  "view.deleted",
];

/** The events a subscription may ask for: what a database told is told by its data sources since 2025-09-03. */
export function eventTypes(apiVersion: string): string[] {
  if (apiVersion === "2022-06-28") return [...BOTH, "database.content_updated", "database.schema_updated"];
  const own = ["created", "deleted", "undeleted", "moved", "content_updated", "schema_updated"];
  return [...BOTH, ...own.map((name) => `data_source.${name}`)];
}
