import type { Entity } from "../entities.ts";

/** The keys that no entity of a kind is without, and what stands under them; see entities.ts. */
export const SHAPES: Record<
  Entity["kind"],
  Record<string, "string" | "boolean" | "number" | "array" | "object">
> = {
  page: { parent: "object", values: "object", content: "array", inTrash: "boolean" },
  block: {
    parent: "object",
    pageId: "string",
    type: "string",
    data: "object",
    content: "array",
    inTrash: "boolean",
  },
  database: {
    parent: "object",
    title: "array",
    description: "array",
    dataSourceIds: "array",
    inTrash: "boolean",
  },
  data_source: {
    databaseId: "string",
    title: "array",
    properties: "array",
    nextNumber: "number",
    inTrash: "boolean",
  },
  comment: { parentKey: "string", discussionId: "string", parent: "object", pageId: "string", text: "array" },
  view: {
    parentKey: "string",
    dataSourceId: "string",
    name: "string",
    type: "string",
    configuration: "object",
  },
  view_query: { parentKey: "string", rowIds: "array", expiresAt: "number" },
  file_upload: { mode: "string", status: "string", parts: "array" },
  file_part: { parentKey: "string", number: "number", bytes: "string" },
  connection: { name: "string", secret: "string", redirectUris: "array" },
  bot: { parentKey: "string", ownerId: "string", roots: "array" },
  authorization: { parentKey: "string", code: "string" },
  subscription: { botId: "string", url: "string", types: "array", state: "string" },
  member: { email: "string", name: "object", emails: "array", role: "string" },
  group: { displayName: "string", memberIds: "array" },
  async_task: { status: "string", operation: "string", pageId: "string", actorId: "string", body: "object" },
};
