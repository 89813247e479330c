import type { Difference } from "./shape.ts";

/** All that may differ from a recorded answer, and why. Anything else is a fault of the emulator. */
export const TOLERANCE: { file?: RegExp; at: RegExp; why: string }[] = [
  {
    at: /\.next_cursor$/,
    why: "cursors were UUIDs when this was recorded; since 2026-04-22 they are said to be opaque, and ours are no UUIDs on purpose",
  },
  { at: /\.avatar_url$/, why: "whether somebody has a picture is a matter of the workspace" },
  { file: /^users/, at: /\.name$/, why: "people and bots of the workspace have names of their own" },
];

export function isTolerated(file: string, { at }: Difference): boolean {
  return TOLERANCE.some((one) => (one.file?.test(file) ?? true) && one.at.test(at));
}
