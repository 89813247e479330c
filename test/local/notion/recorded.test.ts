import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { exchangesIn, Replay } from "./recorded/replay.ts";
import { differences } from "./recorded/shape.ts";
import { isTolerated, TOLERANCE } from "./recorded/tolerance.ts";
import { Timers } from "./timers.ts";
import { ADA, aTitle, BOT, openWorld, type World } from "./world.ts";

const ROOT = "00000000-0000-4000-8000-000000000003";
const RECORDER = "00000000-0000-4000-8000-000000000005";
const files = readdirSync(join(import.meta.dirname, "recorded")).filter((file) => file.endsWith(".jsonl"));

let world: World;
const timers = new Timers();
const used = new Set<number>();

beforeEach(async () => {
  world = await openWorld({ later: timers.later, users: [ADA, BOT] });
});
afterEach(() => world.close());

/** The page under which all was recorded. */
async function root(): Promise<string> {
  const made = await world.notion.pages.create({
    parent: { workspace: true },
    properties: { title: aTitle("") },
  });
  return made.id;
}

describe("an answer has the keys, types, formats and order of the recorded one", () => {
  test.each(files)("%s", async (file) => {
    const replay = new Replay(world.emulator.url, "ntn_bot", { [ROOT]: await root(), [RECORDER]: BOT.id });
    for (const exchange of exchangesIn(file)) {
      const ours = await replay.send(exchange);
      const place = `${exchange.method} ${exchange.path}`;
      const found = differences(exchange.answer, ours.answer);
      for (const difference of found) {
        const index = TOLERANCE.findIndex(
          (one) => (one.file?.test(file) ?? true) && one.at.test(difference.at),
        );
        if (index !== -1) used.add(index);
      }
      expect({ place, status: ours.status, wrong: found.filter((one) => !isTolerated(file, one)) }).toEqual({
        place,
        status: exchange.status,
        wrong: [],
      });
      timers.pass(60);
    }
  });
});

describe("the comparison", () => {
  test.each([
    ["a key that is missing", { a: 1 }, {}, "answer.a"],
    ["a key too many", {}, { a: 1 }, "answer.a"],
    ["null for a value", { a: "x" }, { a: null }, "answer.a"],
    ["another type", { a: "1" }, { a: 1 }, "answer.a"],
    ["a list for an object", { a: {} }, { a: [] }, "answer.a"],
    [
      "another format of time",
      { t: "2026-07-04T09:09:00.000Z" },
      { t: "2026-07-04T09:09:00.000+00:00" },
      "answer.t",
    ],
    [
      "seconds where there are none",
      { t: "2026-07-04T09:09:00.000Z" },
      { t: "2026-07-04T09:09:01.000Z" },
      "answer.t",
    ],
    ["another flag", { has_more: false }, { has_more: true }, "answer.has_more"],
    ["another word of the API", { type: "page" }, { type: "block" }, "answer.type"],
    [
      "another order",
      { a: [{ type: "x" }, { type: "y" }] },
      { a: [{ type: "y" }, { type: "x" }] },
      "answer.a.0.type",
    ],
    ["fewer items", { a: ["x", "y"] }, { a: ["x"] }, "answer.a"],
  ])("sees %s", (_, recorded, ours, at) => {
    expect(differences(recorded, ours)[0]?.at).toBe(at);
  });

  test("lets ids, texts and counts be others of their kind", () => {
    const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
    expect(differences({ id: id("1"), note: "a", total: 3 }, { id: id("2"), note: "b", total: 4 })).toEqual(
      [],
    );
    expect(differences({ id: id("1") }, { id: "b" })).toHaveLength(1);
  });
});

afterAll(() => {
  // What is tolerated for nothing would hide a fault to come.
  expect(TOLERANCE.filter((_, index) => !used.has(index))).toEqual([]);
});
