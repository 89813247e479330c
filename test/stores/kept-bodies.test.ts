import { describe, expect, it } from "vitest";
import { jsonItem } from "../../shared/stores/json-body.ts";
import { keptBodies } from "../../shared/stores/kept-bodies.ts";

const item = (sk: string, text: string) => jsonItem({ pk: "SOURCE#orders", sk }, { text });
const long = (first: string) => first.padEnd(2_000, "-");

describe("bodies that are kept", () => {
  it("are unpacked once, as long as they are the same", () => {
    const read = keptBodies();
    const first = read(item("SCHEMA", long("a")));
    expect(first).toEqual({ text: long("a") });
    expect(read(item("SCHEMA", long("a")))).toBe(first);
  });

  it("are as they are stored now, each item's own", () => {
    const read = keptBodies();
    read(item("SCHEMA", long("a")));
    expect(read(item("OTHER", long("b")))).toEqual({ text: long("b") });
    expect(read(item("SCHEMA", long("c")))).toEqual({ text: long("c") });
    expect(read(item("SCHEMA", long("a")))).toEqual({ text: long("a") });
  });

  it("are read anew where they are short enough to be stored plain, and none where there is no item", () => {
    const read = keptBodies();
    expect(read(item("SCHEMA", "a"))).toEqual({ text: "a" });
    expect(read(item("SCHEMA", "b"))).toEqual({ text: "b" });
    expect(read(undefined)).toBeUndefined();
  });
});
