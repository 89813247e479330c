import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { decodeRow } from "../../shared/adapters/notion/decode-row.ts";
import { block, exchange, listOf, page, rich, values } from "./a-recording.ts";
import { lostOf } from "./check-row.ts";
import { runRecordings } from "./run-recordings.ts";

function folderOf(recordings: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), "rowbell-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(recordings)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

describe("recorded exchanges", () => {
  it("are taken to a mail with every property type", async () => {
    const { tally, passed, failures } = await runRecordings(
      folderOf({
        "pages.json": [
          exchange("GET", "/pages/1?a=b", page()),
          exchange(
            "POST",
            "/databases/3/query",
            listOf([page(), page({ id: "2", archived: true })], "page_or_data_source"),
          ),
        ],
        "search.json": exchange(
          "POST",
          "/search",
          listOf([page(), { object: "page", id: "3" }], "page_or_data_source"),
        ),
        "item.json": page(),
      }),
    );
    expect(failures).toEqual([]);
    expect(passed).toBe(4);
    expect(tally.get("rows", "pages decoded")).toBe(5);
    expect(tally.get("properties by type", "rollup")).toBe(5);
    expect(tally.get("kept as Notion sent them", "hologram")).toBe(5);
    // First seen, then each property altered but the two that say nothing of the row.
    expect(tally.get("rows", "mails rendered")).toBe(5 * (1 + Object.keys(values).length - 2));
  });

  it("are property items, blocks, schemas and errors too", async () => {
    const item = (type: string, value: unknown) => ({
      object: "property_item",
      id: "%5Da",
      type,
      [type]: value,
    });
    const items = (type: string, own: unknown, results: unknown[]) => ({
      ...listOf(results, "property_item"),
      property_item: { id: "%5Da", next_url: null, type, [type]: own },
    });
    const option = { id: "o", name: "High", color: "red" };
    const schema = {
      Name: { id: "title", type: "title", title: {} },
      P: { id: "%5Da", type: "select", select: { options: [option] } },
    };
    const { tally, passed, failures } = await runRecordings(
      folderOf({
        "items.json": [
          exchange("GET", "/pages/1/properties/a", item("number", 3)),
          exchange("GET", "/pages/1/properties/b", items("title", {}, [item("title", rich("Lamp")[0])])),
          exchange(
            "GET",
            "/pages/1/properties/c",
            items("rollup", { type: "array", array: [] }, [item("relation", { id: "4" })]),
          ),
        ],
        "blocks.json": [
          exchange(
            "GET",
            "/blocks/1/children",
            listOf(
              [
                block("b1", "toggle", { rich_text: rich("Outside") }, true),
                block("b3", "code", {
                  rich_text: rich("a = 1"),
                  caption: rich("left out"),
                  language: "python",
                }),
                block("b4", "table_of_contents", {}),
                block("b7", "table", { table_width: 1, has_column_header: true }, true),
                block("b5", "hologram", { depth: 3 }),
              ],
              "block",
            ),
          ),
          exchange(
            "GET",
            "/blocks/b1/children",
            listOf([block("b2", "quote", { rich_text: rich("Inside\nand more") })], "block"),
          ),
          exchange(
            "GET",
            "/blocks/b7/children",
            listOf([block("b8", "table_row", { cells: [rich("Cell")] })], "block"),
          ),
          exchange("PATCH", "/blocks/b6", block("b6", "paragraph", { rich_text: rich("{{ a template }}") })),
        ],
        "schemas.json": [
          exchange("GET", "/data_sources/4", {
            object: "data_source",
            id: "4",
            title: rich("Orders"),
            properties: schema,
          }),
          exchange("GET", "/databases/3", {
            object: "database",
            id: "3",
            data_sources: [{ id: "4", name: "Orders" }],
          }),
          exchange("GET", "/databases/3", {
            object: "database",
            id: "3",
            title: rich("Orders"),
            properties: schema,
          }),
        ],
        "errors.json": [400, 401, 403, 404, 409, 429, 503].map((status) =>
          exchange(
            "GET",
            "/pages/1",
            { object: "error", status, code: `code_${status}`, message: "No." },
            status,
          ),
        ),
        "users.json": [exchange("GET", "/users/me", { object: "user", id: "u" })],
        "other.json": { note: "no exchange" },
      }),
    );
    expect(failures).toEqual([]);
    expect(passed).toBe(17);
    expect(tally.get("blocks by type", "quote")).toBe(2);
    expect(tally.get("blocks left out of a mail", "caption of code")).toBe(1);
    expect(tally.get("blocks of types without a look of their own", "hologram")).toBe(1);
    expect(tally.get("blocks not put into a rule", "because they hold {{ and would be a template")).toBe(1);
    expect(tally.get("skipped", "user: Rowbell does not read it")).toBe(1);
    expect(tally.get("skipped", "files without exchanges")).toBe(1);
  });
});

describe("a recording of which something is lost", () => {
  it("fails, and says what of what", async () => {
    // Two properties of one id: a row can hold one of them.
    const lossy = { A: { id: "a", type: "number", number: 1 }, B: { id: "a", type: "number", number: 2 } };
    const { passed, failures } = await runRecordings(
      folderOf({
        "good.json": [exchange("GET", "/pages/1", page())],
        "lossy.json": [exchange("GET", "/pages/1", page({ properties: lossy }))],
        "cut.json": '[{"request":',
      }),
    );
    expect(passed).toBe(1);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatch(/^cut\.json: SyntaxError/);
    expect(failures[1]).toMatch(/^lossy\.json #1 GET \/v1\/pages\/1: /);
  });

  it.each(Object.keys(values).filter((type) => type !== "button"))("is noticed for the type %s", (type) => {
    const raw = { id: "a", type, [type]: values[type] };
    const given = page({ properties: { P: raw } });
    const row = decodeRow(given);
    expect(lostOf(given, row)).toEqual([]);
    const empty = decodeRow(page({ properties: { P: { id: "a", type } } }));
    if (type !== "checkbox") expect(lostOf(given, empty).join()).toContain(`property "P" (${type}) lost`);
    expect(lostOf(given, decodeRow(page({ properties: { P: { ...raw, type: "email" } } }))).join()).toContain(
      type === "email" ? "" : `property "P" of type ${type} became email`,
    );
    expect(lostOf(given, { ...row, properties: {} })).toContain('property "P" is gone');
  });
});

describe("npm run test:recordings", () => {
  const run = (...args: string[]) => {
    const script = fileURLToPath(new URL("recordings.ts", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
    return { status, output: `${stdout}${stderr}`.trim() };
  };

  it("ends with what passed and failed", () => {
    const good = run(folderOf({ "pages.json": [exchange("GET", "/pages/1", page())] }));
    expect(good.status).toBe(0);
    expect(good.output.split("\n").at(-1)).toBe("1 passed, 0 failed");
    const bad = run(folderOf({ "cut.json": "{" }));
    expect(bad.status).toBe(1);
    expect(bad.output).toContain("failed: cut.json");
    expect(bad.output.split("\n").at(-1)).toBe("0 passed, 1 failed");
  });

  it("says that it is skipped without a folder, and that there is none", () => {
    expect(run()).toEqual({
      status: 0,
      output: "test:recordings is skipped: no folder of recorded Notion exchanges was given",
    });
    expect(run("/nowhere")).toEqual({
      status: 1,
      output: "there is no folder /nowhere; name one with recorded Notion exchanges in .json files",
    });
  });
});
