import { describe, expect, test } from "vitest";
import type { RuleHead, RuleStats } from "../../shared/domain/rule.ts";
import { noteOf, type Waiting } from "../../shared/domain/rule-note.ts";
import { now } from "../support/builders.ts";

function aHead(overrides: Partial<RuleHead> = {}): RuleHead {
  return {
    ruleId: "rule-ship",
    connectionId: "main",
    name: "Tell the customer",
    state: "Live",
    sourceId: "source-orders",
    version: 2,
    newestVersion: 2,
    watch: "source-orders",
    fingerprint: "f",
    bodyReadAt: now,
    body: [],
    problems: [],
    checkedAt: now,
    summary: "e-mail {{ Email }} when Status changes to Done in Orders",
    ...overrides,
  };
}

function stats(overrides: Partial<RuleStats>): RuleStats {
  return { fired: 0, dryRuns: 0, failed: 0, uncertain: 0, ...overrides };
}

const lost = {
  column: "Which",
  message: `I can't find "Stauts" in Orders. Its columns are Name, Status — did you mean Status?`,
};

describe("what a rule's row tells its author", () => {
  test.each([
    ["Live", "Will e-mail {{ Email }} when Status changes to Done in Orders."],
    ["Dry run", "Dry run, nothing is sent. Would e-mail {{ Email }} when Status changes to Done in Orders."],
    ["Off", "Off. Would e-mail {{ Email }} when Status changes to Done in Orders."],
  ])("is what a rule that is %s does", (state, note) => {
    expect(noteOf(aHead({ state }), undefined)).toEqual({ health: "Working", note });
  });

  test("is every mistake, with its column", () => {
    const problems = [lost, { column: "Subject", message: "Subject is empty" }];
    expect(noteOf(aHead({ problems, version: null }), undefined)).toEqual({
      health: "Needs attention",
      note: `Which: ${lost.message} Subject: Subject is empty.`,
    });
  });

  test("is the first three of many mistakes, and how many more there are", () => {
    const problems = ["Which", "If", "To", "Subject", "Options"].map((column) => ({ column, message: "no" }));
    expect(noteOf(aHead({ problems, version: null }), undefined).note).toBe(
      "Which: no. If: no. To: no. 2 more are told once these are mended.",
    );
  });

  test.each([
    ["Off", "The rule is off, so nothing is let through: choose Live in State first, then tick Release"],
    ["Dry run", "In a dry run Release sends nothing: choose Live in State first to send them"],
  ])("says what a tick does for what a rule holds that is %s", (state, words) => {
    const waiting: Waiting = { held: 2, heldBecause: "many", sample: [] };
    expect(noteOf(aHead({ state }), undefined, waiting).note).toContain(words);
  });

  test("says of a rule that is on why nothing is written into Runs", () => {
    const runs = "I can't open the Runs database";
    expect(noteOf(aHead(), undefined, undefined, { runs })).toMatchObject({
      health: "Working",
      note: expect.stringContaining(`${runs}.`),
    });
    expect(noteOf(aHead({ version: null }), undefined, undefined, { runs }).note).not.toContain(runs);
  });

  test("says that the last version goes on when there is one", () => {
    expect(noteOf(aHead({ problems: [lost] }), undefined).note).toBe(
      `Which: ${lost.message} Until this is mended the rule goes on as it last was.`,
    );
  });

  test("is that its database cannot be read", () => {
    expect(noteOf(aHead({ sourceProblem: "Watch: I can't open this database any more" }), undefined)).toEqual(
      {
        health: "Needs attention",
        note: "Watch: I can't open this database any more.",
      },
    );
  });

  test("ends with the newest failure until one succeeds", () => {
    const failed = stats({ failed: 1, lastFailure: { at: now, reason: '"Email" has no value' } });
    expect(noteOf(aHead(), failed)).toEqual({
      health: "Needs attention",
      note: 'Will e-mail {{ Email }} when Status changes to Done in Orders. The newest failure: "Email" has no value.',
    });
    expect(noteOf(aHead(), stats({ failed: 1 })).health).toBe("Working");
  });

  test("forgets a failure of the text that was there before", () => {
    const failed = stats({ failed: 1, lastFailure: { at: "2026-05-04T09:00:00.000Z", reason: "no" } });
    expect(noteOf(aHead({ versionAt: "2026-05-04T09:00:01.000Z" }), failed).health).toBe("Working");
    expect(noteOf(aHead({ versionAt: "2026-05-04T08:59:59.000Z" }), failed).health).toBe("Needs attention");
  });

  test("ends with what the newest dry run would have sent, while it is one", () => {
    const tried = stats({ dryRuns: 1, lastDryRun: { at: now, would: '"Lamp" to ada@example.com' } });
    expect(noteOf(aHead({ state: "Dry run" }), tried).note).toMatch(
      /The newest would have been "Lamp" to ada@example\.com\.$/,
    );
    expect(noteOf(aHead({ state: "Live" }), tried).note).not.toContain("newest");
  });

  test("says that nothing fires while a rule is suspended, and that it goes on by itself", () => {
    const problems = [{ column: "Watch", message: 'Orders has no column "Status" any more' }];
    expect(noteOf(aHead({ problems, version: null, suspended: 2 }), undefined)).toEqual({
      health: "Needs attention",
      note: 'Watch: Orders has no column "Status" any more. Nothing fires until then; after that the rule goes on by itself.',
    });
  });

  test("fits into what Notion takes for one text, in whole characters", () => {
    const { note } = noteOf(aHead({ summary: "🎁".repeat(2_000) }), undefined);
    expect(note.length).toBeLessThanOrEqual(1_200);
    expect(note.isWellFormed()).toBe(true);
    expect(note).toMatch(/🎁…$/);
  });
});

describe("what a held rule's row tells its author", () => {
  const closed = { at: now, because: "it fired for more than 25 rows at once" };
  const sample = ["Order 26", "Order 27", "Order 28"];

  test.each<[what: string, waiting: Waiting, note: string]>([
    [
      "many wait",
      { held: 9975, closed, sample },
      "Held: it fired for more than 25 rows at once. 9,975 wait, for example for “Order 26”, “Order 27”, “Order 28”. Tick Release to let them through or Discard to drop them.",
    ],
    [
      "one waits for a reason of its own",
      { held: 1, heldBecause: "its time came more than a day ago", sample: [""] },
      "Held: its time came more than a day ago. 1 waits, for “Untitled”. Tick Release to let it through or Discard to drop it.",
    ],
    [
      "nothing waits, but the brake is closed",
      { held: 0, closed: { at: now, because: "it seems to answer itself." }, sample: [] },
      "Held: it seems to answer itself. Tick Release to let the rule go on.",
    ],
    [
      "no reason is known",
      { held: 2, sample: [] },
      "Held: 2 wait. Tick Release to let them through or Discard to drop them.",
    ],
    [
      "both boxes are ticked",
      { held: 2, closed, sample: [], boxes: "both" },
      "Held: it fired for more than 25 rows at once. 2 wait. Release and Discard are both ticked; leave one: Release to let them through, Discard to drop them.",
    ],
    [
      "there are no boxes",
      { held: 2, closed, sample: [], boxes: "none" },
      "Held: it fired for more than 25 rows at once. 2 wait. Whoever runs Rowbell can let them through or drop them on its page or command line; so can you, once this database has the checkbox columns Release and Discard.",
    ],
  ])("is, when %s, how many, why, and what to do", (_what, waiting, note) => {
    expect(noteOf(aHead(), undefined, waiting)).toEqual({ health: "Held", note });
  });

  test("comes after what is wrong with the rule", () => {
    const { health, note } = noteOf(aHead({ problems: [lost] }), undefined, { held: 2, closed, sample });
    expect(health).toBe("Held");
    expect(note).toMatch(/^Which: .* goes on as it last was\. Held: /);
  });

  test("is nothing once nothing waits", () => {
    expect(noteOf(aHead(), undefined, { held: 0, sample: [] }).health).toBe("Working");
  });

  test("is what mails met after they were sent, for a week and until the rule is edited", () => {
    const told = "“ada@example.com” does not exist";
    const bounced = stats({ bounced: 1, lastTrouble: { at: "2026-05-04T09:00:00.000Z", told } });
    const later = "2026-05-05T09:00:00.000Z";
    const { health, note } = noteOf(aHead(), bounced, undefined, { now: later });
    expect(health).toBe("Needs attention");
    expect(note).toMatch(/in Orders\. 1 mail bounced: “ada@example\.com” does not exist\.$/);
    expect(
      noteOf(aHead(), { ...bounced, bounced: 1200, complained: 1 }, undefined, { now: later }).note,
    ).toContain("1,200 mails bounced, 1 mail was called spam; the newest: “ada@example.com” does not exist.");
    expect(noteOf(aHead(), bounced, undefined, { now: "2026-05-12T09:00:00.000Z" }).health).toBe("Working");
    expect(noteOf(aHead({ versionAt: later }), bounced, undefined, { now: later }).health).toBe("Working");
  });

  test("is how many got no mail, which is nothing to mend", () => {
    const { health, note } = noteOf(aHead(), stats({ suppressed: 2 }));
    expect(health).toBe("Working");
    expect(note).toContain("2 mails were not sent, because their recipients want none or cannot be reached.");
  });
});
