import { fc } from "./fast-check.ts";

const codePoint = fc.oneof(
  fc.integer({ min: 0, max: 0x2ff }),
  fc.integer({ min: 0x2000, max: 0x206f }),
  fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
);

/** Any well-formed text; Latin, spaces and quotes more often. fast-check's own units take a second to be set up. */
export function anyLetters(maxLength: number): fc.Arbitrary<string> {
  return fc.array(codePoint, { maxLength }).map((codes) => String.fromCodePoint(...codes));
}
