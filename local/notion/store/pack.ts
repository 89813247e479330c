import type { Entity, Json, Parent, StoredText } from "../entities.ts";
import { isObject } from "../expect.ts";

/** In the file, a text without a link or any style is only its words. */
const WORDS = "=";
/** What somebody wrote with such a key of its own, as JSON in JSON. */
const RAW = "==";

const PLAIN: Json = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};
const PLAIN_NAMES = Object.keys(PLAIN);
const NOTHING: string[] = [];

/** An entity as it stands in the file. */
export function pack(entity: Entity): string {
  return JSON.stringify(entity, (_, value: unknown) => {
    const words = plainWords(value);
    if (words !== undefined) return { [WORDS]: words };
    return isObject(value) && (WORDS in value || RAW in value) ? { [RAW]: JSON.stringify(value) } : value;
  });
}

function plainWords(value: unknown): string | undefined {
  const text = value as StoredText | null;
  if (typeof text !== "object" || text?.type !== "text" || !isPlain(text.annotations)) return undefined;
  const { content, link, ...more } = text.text as { content: string; link: unknown };
  return link === null && Object.keys(more).length === 0 && Object.keys(text).length === 3
    ? content
    : undefined;
}

function isPlain(annotations: Json | undefined): boolean {
  if (!annotations || Object.keys(annotations).length !== PLAIN_NAMES.length) return false;
  return PLAIN_NAMES.every((name) => annotations[name] === PLAIN[name]);
}

/** Brings entities back; what many of them have in common is there once. */
export class Unpacker {
  readonly #parents = new Map<string, Parent>();
  readonly #strings = new Map<string, string>();

  unpack(packed: string): Entity {
    const entity = grow(JSON.parse(packed)) as Entity;
    const { stamp } = entity;
    stamp.createdBy = this.#shared(stamp.createdBy);
    stamp.editedBy = this.#shared(stamp.editedBy);
    if (entity.kind !== "page") return entity;
    if (entity.content.length === 0) entity.content = NOTHING;
    entity.parent = this.#sharedParent(entity.parent);
    return entity;
  }

  #sharedParent(parent: Parent): Parent {
    if (parent.type !== "data_source_id") return parent;
    const known = this.#parents.get(parent.data_source_id);
    if (!known) this.#parents.set(parent.data_source_id, parent);
    return known ?? parent;
  }

  #shared(text: string): string {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    this.#strings.set(text, text);
    return text;
  }
}

/** In place: the value has just been parsed, and nobody else has it. */
function grow(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = grow(value[i]);
    return value;
  }
  const object = value as Json;
  const words = object[WORDS];
  if (words !== undefined) return { type: "text", text: { content: words, link: null }, annotations: PLAIN };
  if (typeof object[RAW] === "string") return JSON.parse(object[RAW]);
  for (const key in object) {
    const inner = object[key];
    if (typeof inner === "object" && inner !== null) object[key] = grow(inner);
  }
  return object;
}
