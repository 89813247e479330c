import { describe, expect, it } from "vitest";
import { readPicture } from "../../../shared/domain/message/read-picture.ts";
import { fc } from "../../support/fast-check.ts";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string, "latin1")));

const png = bytes("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [0, 0, 2, 88], [0, 0, 1, 0]);
const gif = bytes("GIF89a", [0x2c, 0x01], [0, 0]);
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
  [0xff, 0xc4, 0, 3, 0],
  [0xff, 0xc2, 0, 11, 8, 0, 90, 1, 64],
);
const webp = (kind: string, rest: number[]) =>
  bytes("RIFF", [0, 0, 0, 0], "WEBP", `VP8${kind}`, [0, 0, 0, 0], rest, Array(12).fill(0));

describe("what a picture is by its own bytes", () => {
  it.each([
    ["PNG", png, { contentType: "image/png", ending: "png", width: 600 }],
    ["GIF", gif, { contentType: "image/gif", ending: "gif", width: 300 }],
    ["JPEG", jpeg, { contentType: "image/jpeg", ending: "jpg", width: 320 }],
    [
      "lossy WebP",
      webp(" ", [0, 0, 0, 0, 0, 0, 0x40, 0x01]),
      { contentType: "image/webp", ending: "webp", width: 320 },
    ],
    [
      "lossless WebP",
      webp("L", [0x2f, 0x3f, 0x01, 0, 0]),
      { contentType: "image/webp", ending: "webp", width: 320 },
    ],
    [
      "extended WebP",
      webp("X", [0, 0, 0, 0, 0x3f, 0x01, 0]),
      { contentType: "image/webp", ending: "webp", width: 320 },
    ],
  ])("knows a %s and its width", (_name, content, info) => {
    expect(readPicture(content)).toEqual(info);
  });

  it.each([
    ["an SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ["a HEIC", "\0\0\0\x18ftypheic"],
    ["a page", "<!doctype html>"],
    ["nothing", ""],
    ["the first letters of a PNG", "\x89PNG\r\n\x1a\n"],
  ])("takes %s for no picture that mail programs show", (_name, content) => {
    expect(readPicture(bytes(content))).toBeUndefined();
  });

  it("ends and throws nothing, whatever follows the first bytes", () => {
    const beginnings = [png, gif, jpeg.subarray(0, 4), webp("X", []).subarray(0, 16)];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 200 }), (beginning, rest) => {
        for (let cut = 0; cut <= beginning.length; cut++)
          readPicture(Buffer.concat([beginning.subarray(0, cut), rest]));
      }),
      { numRuns: 200 },
    );
  });
});
