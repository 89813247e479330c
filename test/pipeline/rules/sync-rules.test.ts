import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import { startWorld, type World, words } from "../../support/world.ts";

describe("following the Rules database", () => {
  let world: World;
  let tasks: { database: string; source: string };
  let row: string;
  beforeEach(async () => {
    world = await startWorld();
    tasks = await world.makeSource("Tasks");
    row = await world.addRow(tasks.source, "Task");
  });
  afterEach(() => world.close());

  const select = (name: string) => ({ select: { name } });
  const text = (content: string) => ({ rich_text: words(content) });
  const alter = (properties: object) =>
    world.person.dataSources.update({ data_source_id: tasks.source, properties } as never);
  const setStatus = (name: string) => world.edit(row, { Status: { status: { name } } });

  async function cells(ruleId: string) {
    const page = (await world.person.pages.retrieve({ page_id: ruleId })) as unknown as {
      properties: Record<
        string,
        { select?: { name: string }; rich_text?: { plain_text: string }[]; number?: number | null }
      >;
    };
    const { Health, Note, Fired } = page.properties;
    return {
      health: Health?.select?.name,
      note: (Note?.rich_text ?? []).map((part) => part.plain_text).join(""),
      fired: Fired?.number,
    };
  }

  const head = async (ruleId: string) => world.services.rules.head("default", ruleId);
  const fired = async () =>
    (await world.deliveries()).map(({ dryRun, changes }) => `${dryRun ? "dry " : ""}${changes[0]?.after}`);

  it("answers in the rule's row what it will do", async () => {
    const rule = await world.addRule({
      watch: tasks.database,
      which: "Status to Done",
      condition: "Amount > 5",
    });
    await world.poll();
    expect(await cells(rule)).toEqual({
      health: "Working",
      note: "Will e-mail ada@example.com when Status changes to Done in Tasks, if Amount > 5. No row matches now.",
      fired: null,
    });
  });

  it("writes nothing when nothing changed, and puts right what somebody wrote over it", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.poll();
    world.wait(120);
    await world.poll();
    expect((await world.poll()).notionRequests).toBe(2);
    await world.edit(rule, { Note: text("mine now") });
    await world.poll();
    expect((await cells(rule)).note).toBe(
      "Will e-mail ada@example.com when anything changes in a row of Tasks.",
    );
  });

  describe("whose own columns people change", () => {
    const alterRules = (properties: object) =>
      world.person.dataSources.update({ data_source_id: world.rulesSource.source, properties } as never);

    it("still knows a renamed column after another one was removed", async () => {
      const rule = await world.addRule({ watch: tasks.database, which: "Status to Done" });
      await world.poll();
      await alterRules({ Which: { name: "Genauer" }, Health: { name: "🩺" }, Held: null, Fired: null });
      await setStatus("Doing");
      await world.poll();
      expect(await fired()).toEqual([]);
      await setStatus("Done");
      await world.poll();
      expect(await fired()).toEqual(["Done"]);
      expect((await cells(rule)).note).toContain("when Status changes to Done in Tasks");
    });

    it("says in every rule's row which one it can't do without, and goes on when it is back", async () => {
      const rule = await world.addRule({ watch: tasks.database });
      await world.poll();
      await alterRules({ Options: null });
      await expect(world.poll()).rejects.toThrow("lacks these columns: Options (text)");
      expect(await cells(rule)).toMatchObject({
        health: "Needs attention",
        note: 'No rule works until this is mended: The Rules database "Rules" lacks these columns: Options (text). Add them in Notion; the next poll looks again.',
      });
      const writes = async () =>
        (await world.person.pages.retrieve({ page_id: rule })) as { last_edited_time?: string };
      const told = await writes();
      world.wait(60);
      await expect(world.poll()).rejects.toThrow("lacks");
      expect((await writes()).last_edited_time).toBe(told.last_edited_time);
      await alterRules({ Options: { rich_text: {} } });
      await world.poll();
      expect(await cells(rule)).toMatchObject({
        health: "Working",
        note: expect.stringMatching(/^Will e-mail/),
      });
    });
  });

  it("goes on as it was last understood when an edit breaks it, and says so", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.poll();
    await world.edit(rule, { If: text("Stauts is Done") });
    await setStatus("Doing");
    await world.poll();
    expect(await fired()).toEqual(["Doing"]);
    expect(await cells(rule)).toMatchObject({
      health: "Needs attention",
      note: `If: I can't find "Stauts" in Tasks. Its columns are Name, Status, Amount, Email — did you mean Status? Until this is mended the rule goes on as it last was.`,
    });
  });

  it("watches on what it watched while its Watch is half-typed or names another database", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    const elsewhere = await world.makeSource("Elsewhere", { Extra: { number: {} } });
    await world.poll();
    const mention = (id: string) => ({ rich_text: [{ type: "mention", mention: { database: { id } } }] });
    await world.edit(rule, { Watch: { rich_text: [] } });
    await world.poll();
    await setStatus("Doing");
    await world.poll();
    await world.edit(rule, { Watch: mention(elsewhere.database), If: text("Nothing is 1") });
    await world.poll();
    await setStatus("Done");
    await world.poll();
    await world.edit(rule, { Watch: mention(tasks.database), If: { rich_text: [] } });
    await world.poll();
    await world.poll();
    expect((await fired()).sort()).toEqual(["Doing", "Done"]);
  });

  it("obeys State even while the rest is broken", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.poll();
    await world.edit(rule, { If: text("nonsense"), State: select("Dry run") });
    await setStatus("Doing");
    await world.poll();
    await world.edit(rule, { State: select("Off") });
    await setStatus("Done");
    await world.poll();
    expect(await fired()).toEqual(["dry Doing"]);
  });

  it("takes a mended rule up in the next poll", async () => {
    const rule = await world.addRule({ watch: tasks.database, which: "Stats" });
    await world.poll();
    expect((await head(rule))?.version).toBeNull();
    await world.edit(rule, { Which: text("Status") });
    await setStatus("Doing");
    await world.poll();
    expect(await fired()).toEqual(["Doing"]);
    expect((await cells(rule)).health).toBe("Working");
  });

  it("stops a rule that is trashed, within one poll", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.poll();
    await world.person.pages.update({ page_id: rule, in_trash: true });
    await setStatus("Doing");
    await world.poll();
    expect(await fired()).toEqual([]);
  });

  it("mails whom a rule names now that was edited, trashed and restored", async () => {
    const rule = await world.addRule({ watch: tasks.database, to: "old@example.com" });
    await world.poll();
    await world.edit(rule, { To: text("new@example.com") });
    await world.poll();
    for (const in_trash of [true, false]) {
      await world.person.pages.update({ page_id: rule, in_trash });
      // Its page can't be read when it comes back: what is kept of it meanwhile must not begin its versions anew.
      if (!in_trash) await world.fail(1, 400, `/v1/blocks/${rule}`);
      await world.poll();
    }
    await world.poll();
    await setStatus("Doing");
    await world.poll();
    const [delivery] = await world.deliveries();
    await deliver(world.delivering, delivery?.key ?? "");
    expect(world.sent.map(({ to }) => to)).toEqual([["new@example.com"]]);
  });

  it("uses the page as it reads now, also when it was edited twice in a minute", async () => {
    const rule = await world.addRule({ watch: tasks.database, body: ["first"] });
    await world.poll();
    for (const body of ["second", "third"]) {
      const { results } = await world.person.blocks.children.list({ block_id: rule });
      await world.person.blocks.update({
        block_id: results[0]?.id ?? "",
        paragraph: { rich_text: words(body) },
      } as never);
      await world.poll();
      expect((await head(rule))?.body[0]?.text[0]?.text).toBe(body);
    }
  });

  it("uses an edit of the page that its own write came right after", async () => {
    const rule = await world.addRule({ watch: tasks.database, body: ["first"] });
    const { results } = await world.person.blocks.children.list({ block_id: rule });
    const connect: typeof world.services.connect = async (...given) => {
      const connection = await world.services.connect(...given);
      const within: typeof connection.within = (purpose) => ({
        ...connection.within(purpose),
        async writeCells(...cells) {
          await world.person.blocks.update({
            block_id: results[0]?.id ?? "",
            paragraph: { rich_text: words("second") },
          } as never);
          await connection.within(purpose).writeCells(...cells);
        },
      });
      return { ...connection, within };
    };
    await world.poll({ ...world.services, connect });
    await world.poll();
    expect((await head(rule))?.body[0]?.text[0]?.text).toBe("second");
  });

  it("reads pages again after its own writes only once, and once when their minute is over", async () => {
    await world.addRule({ watch: tasks.database });
    world.wait(65);
    await world.poll();
    // The first of them ends with a look at the source and its database: in the trash it would show no rows.
    for (const requests of [6, 2, 2]) expect((await world.poll()).notionRequests).toBe(requests);
    world.wait(65);
    for (const requests of [3, 2]) expect((await world.poll()).notionRequests).toBe(requests);
  });

  it("looks again every minute at a database that was not shared", async () => {
    const missing = "0123456789abcdef0123456789abcdef";
    const rule = await world.addRule({ watch: tasks.database });
    await world.edit(rule, { Watch: text(`https://app.notion.com/p/Orders-${missing}?v=1`) });
    await world.poll();
    expect((await cells(rule)).note).toContain(
      "In Notion open that database, then ••• → Connections → add Rowbell",
    );
    const first = (await head(rule))?.checkedAt;
    world.wait(30);
    await world.poll();
    expect((await head(rule))?.checkedAt).toBe(first);
    world.wait(31);
    await world.poll();
    expect((await head(rule))?.checkedAt).not.toBe(first);
  });

  it("refuses to watch its own rules", async () => {
    const rule = await world.addRule({ watch: world.rulesSource.database });
    await world.poll();
    expect((await cells(rule)).note).toBe(
      "Watch: Rowbell can't watch its own Rules database. Mention another one.",
    );
  });

  it("takes more rules on one source than one transaction holds", async () => {
    const count = 105;
    for (let made = 0; made < count; made++) await world.addRule({ watch: tasks.database });
    await world.poll();
    await setStatus("Doing");
    expect(await world.poll()).toMatchObject({ changes: 1, deliveries: count });
  });

  it("goes on after a column and an option are renamed", async () => {
    const rule = await world.addRule({ watch: tasks.database, which: "Status to Done" });
    await world.poll();
    await alter({ Status: { name: "Stage" } });
    world.wait(11 * 60);
    await world.poll();
    await world.edit(row, { Stage: { status: { name: "Done" } } });
    await world.poll();
    expect(await fired()).toEqual(["Done"]);
    expect((await cells(rule)).health).toBe("Working");
  });

  it("fires nothing while a column is gone, and catches up when it is back", async () => {
    const rule = await world.addRule({ watch: tasks.database, which: "Amount", to: "{{ Email }}" });
    await world.edit(row, { Email: { email: "ada@example.com" } });
    await world.poll();
    await alter({ Email: null });
    world.wait(11 * 60);
    await world.poll();
    expect(await cells(rule)).toMatchObject({
      health: "Needs attention",
      note: 'Watch: Tasks has no column "Email" any more. Bring it back in Notion, or change what this rule says of it. Nothing fires until then; after that the rule goes on by itself.',
    });
    await world.edit(row, { Amount: { number: 5 } });
    await world.poll();
    expect(await world.deliveries()).toEqual([]);
    await alter({ Email: { email: {} } });
    world.wait(61);
    await world.poll();
    await world.poll();
    expect(await fired()).toEqual(["5"]);
    expect((await cells(rule)).health).toBe("Working");
  });

  it("removes nothing and fires nothing while the watched database is in the trash, and goes on after", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    const removed = await world.addRule({ watch: tasks.database, when: "Row is removed", name: "Removed" });
    await world.poll();
    const trash = (in_trash: boolean) =>
      world.person.databases.update({ database_id: tasks.database, in_trash } as never);
    await trash(true);
    for (let hour = 0; hour < 3; hour++) {
      world.wait(3_600);
      await world.poll();
    }
    expect((await cells(rule)).note).toMatch(/^Watch: .*"Tasks" is in .*trash/);
    await trash(false);
    world.wait(61);
    await world.poll();
    await setStatus("Doing");
    await world.poll();
    expect(await fired()).toEqual(["Doing"]);
    expect((await cells(removed)).health).toBe("Working");
  });

  it("rests while the watched database has a second data source", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.poll();
    const parent = { type: "database_id", database_id: tasks.database };
    await world.person.dataSources.create({ parent, title: words("Second"), properties: {} } as never);
    world.wait(11 * 60);
    await world.poll();
    await setStatus("Doing");
    await world.poll();
    expect(await world.deliveries()).toEqual([]);
    expect((await cells(rule)).note).toContain("the database holds 2 data sources");
  });

  it("sends what was held when Release is ticked, in columns that were added later", async () => {
    await world.person.dataSources.update({
      data_source_id: world.rulesSource.source,
      properties: { Held: null, Release: null, Discard: null },
    } as never);
    const rule = await world.addRule({ watch: tasks.database });
    const rows = [row];
    for (let count = 1; count < 80; count++) rows.push(await world.addRow(tasks.source, `Task ${count}`));
    await world.poll();
    for (const id of rows) await world.edit(id, { Status: { status: { name: "Doing" } } });
    for (let poll = 0; poll < 3; poll++) {
      await world.poll();
      world.wait(60);
    }
    expect(await cells(rule)).toMatchObject({ health: "Held" });
    expect((await cells(rule)).note).toContain("Whoever runs Rowbell can let them through or drop them");
    await world.person.dataSources.update({
      data_source_id: world.rulesSource.source,
      properties: { Held: { number: {} }, Release: { checkbox: {} }, Discard: { checkbox: {} } },
    } as never);
    await world.poll();
    expect((await cells(rule)).note).toMatch(/Held: .* \d+ wait, for example for “Task/);
    expect((await cells(rule)).note).toContain("Tick Release to let them through or Discard to drop them.");
    await world.edit(rule, { Release: { checkbox: true } });
    await world.poll();
    await world.poll();
    const states = (await world.deliveries()).map(({ state }) => state);
    expect(states.filter((state) => state === "pending")).toHaveLength(80);
    const page = (await world.person.pages.retrieve({ page_id: rule })) as unknown as {
      properties: { Held: { number: number }; Release: { checkbox: boolean } };
    };
    expect(page.properties).toMatchObject({ Held: { number: 0 }, Release: { checkbox: false } });
    expect((await cells(rule)).health).toBe("Working");
  });

  it("tells what Notion refuses for one rule in its row, and reads the others", async () => {
    const broken = await world.addRule({ watch: tasks.database, name: "Broken" });
    const other = await world.addRule({ watch: tasks.database, name: "Other" });
    await world.poll();
    await world.fail(20, 503, `/v1/blocks/${broken}`);
    await world.edit(broken, { To: text("bob@example.com") });
    await setStatus("Doing");
    await world.poll();
    expect((await cells(broken)).note).toContain("Notion answered 503");
    expect((await cells(other)).health).toBe("Working");
    expect((await world.deliveries()).map(({ ruleName }) => ruleName).sort()).toEqual(["Broken", "Other"]);
  });

  it("lets one rule whose page is too long stop no other, and be turned off", async () => {
    const long = await world.addRule({ watch: tasks.database, name: "Long" });
    await world.addRule({ watch: tasks.database, name: "Other", to: "other@example.com" });
    await world.poll();
    const noise = () =>
      Array.from({ length: 2_000 }, () =>
        String.fromCharCode(0x4e00 + Math.floor(Math.random() * 20_000)),
      ).join("");
    for (let part = 0; part < 2; part++) {
      const children = Array.from({ length: 60 }, () => ({
        type: "paragraph",
        paragraph: { rich_text: words(noise()) },
      }));
      await world.person.blocks.children.append({ block_id: long, children } as never);
    }
    await world.edit(long, { State: select("Off") });
    await setStatus("Doing");
    await world.poll();
    expect((await world.deliveries()).map(({ ruleName }) => ruleName)).toEqual(["Other"]);
    expect((await cells(long)).note).toContain("the rule's page is longer than Rowbell can keep");
  });

  it("tells also a new rule what keeps it from being read", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.fail(20, 400, `/v1/blocks/${rule}`);
    await world.poll();
    expect((await cells(rule)).health).toBe("Needs attention");
  });

  it("says in the row that a watched database can't be opened any more, and goes on when it can", async () => {
    const rule = await world.addRule({ watch: tasks.database });
    await world.poll();
    await world.fail(1, 404, `/v1/data_sources/${tasks.source}`);
    expect(await world.poll()).toMatchObject({ complete: false });
    expect((await cells(rule)).note).toContain("I can't open this database any more");
    await setStatus("Doing");
    await world.poll();
    expect(await fired()).toEqual(["Doing"]);
    expect((await cells(rule)).health).toBe("Working");
  });
});
