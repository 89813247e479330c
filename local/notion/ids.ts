import { randomInt, randomUUID } from "node:crypto";

/** Where ids come from. A test may pass its own. */
export type Ids = {
  uuid(): string;
  /** The id of a property or an option: four characters, some of which a URL must encode. */
  short(): string;
};

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:;<=>?@[]^_{|}~`";

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  short: () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
};
