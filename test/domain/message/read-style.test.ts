import { describe, expect, it } from "vitest";
import type { Block } from "../../../shared/domain/block.ts";
import { readAccent } from "../../../shared/domain/message/look/read-accent.ts";
import { readStyle } from "../../../shared/domain/message/read-style.ts";

const block = (type: string, text: string, more: Partial<Block> = {}): Block => ({
  type,
  text: text === "" ? [] : [{ text }],
  children: [],
  ...more,
});
const problems = (options: string, body: Block[] = []) =>
  (readStyle({ options, body }).problems ?? []).map(({ column, message }) => `${column}: ${message}`);

describe("reading how mails look", () => {
  it("finds the logo within columns, and leaves the rest where it is", () => {
    const logo = block("image", "", { url: "https://example.com/logo.png" });
    const column = (children: Block[]) => block("column", "", { children });
    const body = [
      block("column_list", "", { children: [column([logo]), column([block("paragraph", "Hi")])] }),
    ];
    const { theme } = readStyle({ options: "", body }).value ?? {};
    expect(theme?.logo).toEqual({ url: "https://example.com/logo.png", alt: "Logo" });
    expect(JSON.stringify(theme?.footer)).toContain('"Hi"');
    expect(JSON.stringify(theme?.footer)).not.toContain("logo.png");
  });

  it("keeps a second picture in what stands below", () => {
    const pictures = ["a.png", "b.png"].map((name) => block("image", "", { hosted: { block: name, name } }));
    expect(readStyle({ options: "", body: pictures }).value?.theme.footer).toEqual([pictures[1]]);
  });

  it("says what a row without anything does", () => {
    expect(readStyle({ options: "", body: [] }).value).toEqual({
      theme: { footer: [] },
      told: "Mails look plain, since this row says nothing: put a logo and a few words into its page",
    });
  });

  it.each([
    ["accent: ", undefined],
    [
      "colour: red",
      `I don't understand "colour: red". Here stand "accent: #2f6f4f" and "address: …", one a line`,
    ],
    [
      "accent: greenish",
      'accent is a colour like "#2f6f4f", or one of gray, brown, orange, yellow, green, blue, purple, pink, red, and it says "greenish"',
    ],
    [`address: ${"x".repeat(301)}`, "address is longer than 300 letters; the page has room for more words"],
  ])("answers %j in Options", (options, message) => {
    expect(problems(options)).toEqual(message === undefined ? [] : [`Options: ${message}`]);
  });

  it.each([
    ["a place", block("paragraph", "Dear {{ Name }}"), /so \{\{ … \}\} is not filled in here/],
    [
      "an SVG",
      block("image", "", { hosted: { block: "b", name: "Logo.SVG" } }),
      /use a PNG or JPEG as the logo/,
    ],
    ["a novel", block("paragraph", "x".repeat(10_000)), /it is too long to stand below every mail/],
    ["a block that mails do not show", block("map", ""), /mails do not show 1 map block; take it out/],
  ])("answers %s in the page", (_what, body, message) => {
    const [problem, ...others] = problems("", [body]);
    expect(problem).toMatch(message);
    expect(problem).toMatch(/^page: /);
    expect(others).toEqual([]);
  });
});

describe("the accent", () => {
  it.each([
    ["#2F6F4F", "#2f6f4f"],
    ["2f6f4f", "#2f6f4f"],
    ["#26f", "#2266ff"],
    ["Blue", "#28688d"],
  ])("%s is %s", (written, accent) => expect(readAccent(written)).toEqual({ accent }));

  it.each(["#fff", "#ffee99", "#00ff88", "#cccccc"])(
    "%s is too light, and a darker one is told that is not",
    (light) => {
      const read = readAccent(light);
      const told = "problem" in read ? /like "(#[0-9a-f]{6})"/.exec(read.problem)?.[1] : undefined;
      expect(readAccent(told ?? "")).toEqual({ accent: told });
    },
  );

  it.each(["url(x)", "#12345", "rgb(1,2,3)", "constructor", "#2f6f4f;x"])("%s is no colour", (written) => {
    expect(readAccent(written)).toHaveProperty("problem");
  });
});
