import type { Call } from "../call.ts";
import type { Json } from "../entities.ts";
import { expectObject, expectOneOf, expectString, expectUuid, isObject } from "../expect.ts";
import { failed, fixOne } from "../problem.ts";
import { readFile, writeFile } from "./stored-file.ts";

const FILES = ["file_upload", "external", "file"];
const OTHERS = ["emoji", "custom_emoji", "icon"];
const COLORS = ["gray", "lightgray", "brown", "yellow", "orange", "green", "blue", "purple", "pink", "red"];
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\uFE0F?\u20E3/u;

/** The icon of a request, with the `type` it may leave out; null takes it away. @throws Problem when it is none. */
export function writeIcon(call: Call, input: unknown, where: string): Json | null {
  if (input === undefined || input === null) return null;
  const given = expectObject(input, where);
  const type = [...OTHERS, ...FILES].find((one) => given[one] !== undefined);
  if (type === undefined) throw fixOne([...FILES, ...OTHERS].map((one) => `${where}.${one}`));
  if (type === "emoji") return { type, emoji: emojiIn(given.emoji, `${where}.emoji`) };
  if (FILES.includes(type)) return writeFile(call, given, where);
  const inner = expectObject(given[type], `${where}.${type}`);
  if (type === "custom_emoji") {
    return { type, custom_emoji: { ...inner, id: expectUuid(inner.id, `${where}.custom_emoji.id`) } };
  }
  const color = expectOneOf(inner.color ?? "gray", COLORS, `${where}.icon.color`);
  return { type, icon: { name: expectString(inner.name, `${where}.icon.name`), color } };
}

/** A cover is a file, of the web or uploaded. */
export function writeCover(call: Call, input: unknown, where: string): Json | null {
  if (input === undefined || input === null) return null;
  const given = expectObject(input, where);
  if (!FILES.some((one) => given[one] !== undefined)) throw fixOne(FILES.map((one) => `${where}.${one}`));
  return writeFile(call, given, where);
}

function emojiIn(input: unknown, where: string): string {
  const emoji = expectString(input, where);
  if (!EMOJI.test(emoji)) throw failed(where, "an emoji", input);
  return emoji;
}

/** As the API shows it: the file of an upload has another URL at each read. */
export function readIcon(call: Call, stored: unknown): unknown {
  return isObject(stored) ? readFile(call, stored) : stored;
}
