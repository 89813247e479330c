import { describe, expect, it } from "vitest";
import { lineNote, lineOf, linePage, lineState } from "../../shared/domain/run-line.ts";
import { type RunColumnIds, runColumns } from "../../shared/domain/runs-database.ts";
import { aDelivery } from "../stores/an-item.ts";

const ids = Object.fromEntries(Object.keys(runColumns).map((name) => [name, name])) as RunColumnIds;
const notes = ["left out: 1 map block", "its text is 130 KB long"];
const preview = { to: "ada@example.com", subject: "It is done", text: "Hello,\n\nit is done.\n" };

describe("a line of the Runs database", () => {
  it("names the rule and the row, links to both, and says what changed and when", () => {
    const delivery = aDelivery({ state: "done", settledAt: "2026-03-01T12:00:00.000Z", result: { preview } });
    expect(lineOf(delivery, ids, true)).toEqual({
      Run: { type: "title", text: "Tell Ada – Lamp" },
      State: { type: "select", name: "Done" },
      Rule: { type: "relation", ids: [delivery.ruleId] },
      Row: { type: "url", text: "https://app.notion.com/p/1" },
      "What changed": { type: "rich_text", text: "Status: Doing → Done" },
      When: { type: "date", start: "2026-03-01T12:00:00.000Z" },
      Note: { type: "rich_text", text: "Sent “It is done” to ada@example.com." },
      "Try again": { type: "checkbox", checked: false },
      Delivery: { type: "rich_text", text: delivery.key },
    });
  });

  it("links to no rule that is gone, and to no row without an address", () => {
    const cells = lineOf(aDelivery({ rowUrl: "", rowTitle: "" }), ids, false);
    expect(Object.keys(cells)).not.toContain("Rule");
    expect(Object.keys(cells)).not.toContain("Row");
    expect(cells.Run).toEqual({ type: "title", text: "Tell Ada – Untitled" });
  });

  it.each([
    ["done", {}, "Sent."],
    ["dry run", { result: { preview } }, "Would have sent “It is done” to ada@example.com."],
    [
      "dry run",
      { result: { preview: { to: "", subject: "set Status to Done", text: "" } } },
      "Would have set Status to Done.",
    ],
    ["held", {}, "Waits at the rule's brake. Tick Release or Discard in the rule's row."],
    ["failed", { lastError: "No address" }, "No address. Tick Try again to have it tried once more."],
    ["uncertain", { lastError: "Lost." }, "Lost. Tick Try again to have it sent once more."],
    ["cancelled", { lastError: "It was discarded by hand." }, "It was discarded by hand."],
    ["pending", { lastError: "SES is slow" }, "On its way once more. Before: SES is slow."],
    [
      "failed",
      { lastError: "No", recipient: "bo@example.com" },
      "For bo@example.com: No. Tick Try again to have it tried once more.",
    ],
    [
      "done",
      { result: { preview, notes } },
      "Sent “It is done” to ada@example.com. Left out: 1 map block. Its text is 130 KB long.",
    ],
    [
      "dry run",
      { result: { preview, notes } },
      "Would have sent “It is done” to ada@example.com. Left out: 1 map block. Its text is 130 KB long.",
    ],
    ["done", { possibleDuplicate: true }, "Sent. It was sent again, so it may have come twice."],
  ] as const)("says of one that is %s what was done, or why not", (state, overrides, note) => {
    expect(lineNote(aDelivery({ state, ...overrides }))).toBe(note);
  });

  it.each([
    ["create", "The row was added"],
    ["delete", "The row was removed"],
    ["time", "Its time came"],
  ] as const)("says for a %s what happened to the row", (op, text) => {
    expect(lineOf(aDelivery({ op, changes: [] }), ids, true)["What changed"]).toEqual({
      type: "rich_text",
      text,
    });
  });

  it("carries the mail on its page, and none where there was none", () => {
    const page = linePage(aDelivery({ state: "dry run", result: { preview } }));
    const said = page.map(({ text }) => text.map((span) => span.text).join(""));
    expect(said).toEqual([
      "This mail would have been sent:",
      "To: ada@example.com",
      "Subject: It is done",
      "Hello,\n\nit is done.",
    ]);
    expect(linePage(aDelivery({ state: "failed" }))).toEqual([]);
    expect(linePage(aDelivery({ result: { preview: { to: "", subject: "set", text: "" } } }))).toEqual([]);
  });

  it("fits its cells whatever the row says", () => {
    const long = "x".repeat(5_000);
    const changes = Array.from({ length: 8 }, () => ({ column: long, before: long, after: long }));
    const cells = lineOf(aDelivery({ rowTitle: long, changes, lastError: long, state: "failed" }), ids, true);
    for (const cell of Object.values(cells))
      if ("text" in cell) expect(cell.text.length).toBeLessThanOrEqual(2_000);
  });

  it("says of a mail that came back why, and of one that arrived nothing more", () => {
    const done = aDelivery({ state: "done", result: { preview } });
    const at = "2026-03-01T12:00:00.000Z";
    const bounced = {
      ...done,
      mail: { state: "bounced", at, isForGood: true, reason: "does not exist" },
    } as const;
    expect(lineState(bounced)).toBe("Bounced");
    expect(lineNote(bounced)).toBe("Sent “It is done” to ada@example.com. “ada@example.com” does not exist.");
    const arrived = { ...done, mail: { state: "delivered", at } } as const;
    expect([lineState(arrived), lineNote(arrived)]).toEqual([lineState(done), lineNote(done)]);
  });
});
