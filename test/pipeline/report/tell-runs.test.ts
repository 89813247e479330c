import type { DataSourceObjectResponse, PageObjectResponse } from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { setUpRuns } from "../../../local/setup/set-up.ts";
import { PermanentError } from "../../../shared/domain/errors.ts";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import type { DeliverServices } from "../../../shared/ports.ts";
import { startWorld, type World, words } from "../../support/world.ts";

describe("the Runs database", () => {
  let world: World;
  let runs: string;
  let orders: Awaited<ReturnType<World["makeSource"]>>;
  let row: string;

  beforeEach(async () => {
    world = await startWorld();
    const page = await world.person.pages.create({
      parent: { workspace: true },
      properties: { title: { title: [{ text: { content: "Rowbell" } }] } },
    });
    const { database, source } = world.rulesSource;
    const made = await setUpRuns(world.person, { databaseId: database, sourceId: source }, page.id);
    runs = made.runs.sourceId;
    orders = await world.makeSource("Orders");
    row = await world.addRow(orders.source, "Lamp", { Email: { email: "cy@example.com" } });
  });
  afterEach(() => world.close());

  const lines = async () =>
    (await world.person.dataSources.query({ data_source_id: runs })).results as PageObjectResponse[];
  const shown = async () =>
    (await lines()).map(({ properties }) => {
      const { State, Note, Run } = properties as never as {
        State: { select: { name: string } };
        Note: { rich_text: { plain_text: string }[] };
        Run: { title: { plain_text: string }[] };
      };
      return [Run.title[0]?.plain_text, State.select.name, Note.rich_text[0]?.plain_text];
    });
  const failing: DeliverServices["mailer"] = {
    send: async () => {
      throw new PermanentError("The address was refused");
    },
  };

  /** A rule fires for the row, and what it owes is delivered. */
  async function fire(status: string, mailer = world.delivering.mailer): Promise<string> {
    await world.edit(row, { Status: { status: { name: status } } });
    await world.poll();
    return deliverDue(mailer);
  }
  async function deliverDue(mailer = world.delivering.mailer): Promise<string> {
    const due = (await world.deliveries()).find(({ state }) => state === "pending");
    if (!due) throw new Error("nothing is owed");
    await deliver({ ...world.delivering, mailer }, due.key);
    return due.key;
  }
  const tick = async (line: PageObjectResponse | undefined) =>
    world.person.pages.update({ page_id: line?.id ?? "", properties: { "Try again": { checkbox: true } } });

  async function aRule(cells: Record<string, unknown> = {}): Promise<string> {
    const rule = await world.addRule({ name: "Tell Cy", watch: orders.database, ...cells });
    await world.poll();
    return rule;
  }

  it("gets a line of what was sent, once, that links to its rule and its row and holds the mail", async () => {
    const rule = await aRule({ to: "{{ Email }}", body: ["It is {{ Status }}."] });
    await fire("Done");
    await world.poll();
    await world.poll();
    expect(await shown()).toEqual([["Tell Cy – Lamp", "Done", "Sent “Lamp is Done” to cy@example.com."]]);
    const [line] = await lines();
    expect(line?.properties).toMatchObject({
      Rule: { relation: [{ id: rule }] },
      Row: { url: expect.stringContaining(row.replaceAll("-", "")) },
      "What changed": { rich_text: [{ plain_text: "Status: Todo → Done" }] },
    });
    const { results } = await world.person.blocks.children.list({ block_id: line?.id ?? "" });
    expect(JSON.stringify(results)).toContain("It is Done.");
    const own = (await world.person.pages.retrieve({ page_id: rule })) as PageObjectResponse;
    expect(own.properties["Last run"]).toMatchObject({ relation: [{ id: line?.id }] });
  });

  it("shows of a dry run the mail that would have been sent", async () => {
    await aRule({ state: "Dry run", body: ["Dear Ada"] });
    await fire("Done");
    await world.poll();
    expect(await shown()).toEqual([
      ["Tell Cy – Lamp", "Dry run", "Would have sent “Lamp is Done” to ada@example.com."],
    ]);
    const [line] = await lines();
    const { results } = await world.person.blocks.children.list({ block_id: line?.id ?? "" });
    expect(JSON.stringify(results)).toContain("Dear Ada");
    expect(world.sent).toEqual([]);
  });

  it("has what failed done once more when somebody ticks Try again, and takes the tick away", async () => {
    await aRule();
    const key = await fire("Done", failing);
    await world.poll();
    expect(await shown()).toEqual([
      ["Tell Cy – Lamp", "Failed", "The address was refused. Tick Try again to have it tried once more."],
    ]);
    const [line] = await lines();
    await tick(line);
    await world.poll();
    expect(await world.services.outbox.load(key)).toMatchObject({ state: "pending" });
    await deliverDue();
    await world.poll();
    await world.poll();
    expect(world.sent).toHaveLength(1);
    expect((await shown()).map(([, state]) => state)).toEqual(["Done"]);
    const [after] = await lines();
    expect(after?.id).toBe(line?.id);
    expect(after?.properties["Try again"]).toMatchObject({ checkbox: false });
    const { results } = await world.person.blocks.children.list({ block_id: line?.id ?? "" });
    expect(results.length).toBeGreaterThan(2);
  });

  it("tries once for a tick, also where it fails again before the tick is gone", async () => {
    await aRule();
    const key = await fire("Done", failing);
    await world.poll();
    await tick((await lines())[0]);
    // The line can't be written just now, so the tick stays for a while.
    const writes = { times: 20, status: 503, path: "/v1/pages" };
    const first = world.services.connect;
    await world.poll({ ...world.services, connect: first });
    expect(await world.services.outbox.load(key)).toMatchObject({ state: "pending" });
    await deliverDue(failing);
    await world.fail(writes.times, writes.status, writes.path);
    await world.poll();
    expect(await world.services.outbox.load(key)).toMatchObject({ state: "failed" });
    await world.fail(0, 503);
    await world.poll();
    await world.poll();
    expect(await world.services.outbox.load(key)).toMatchObject({ state: "failed" });
    expect((await lines())[0]?.properties["Try again"]).toMatchObject({ checkbox: false });
  });

  it("says in the line why it can't be tried again", async () => {
    await aRule();
    await fire("Done");
    await world.poll();
    await tick((await lines())[0]);
    for (let poll = 0; poll < 10; poll++) await world.poll();
    expect((await shown())[0]?.[2]).toBe(
      "Sent “Lamp is Done” to ada@example.com. It can't be tried again: it was already sent.",
    );
    expect((await lines())[0]?.properties["Try again"]).toMatchObject({ checkbox: false });
    expect(world.sent).toHaveLength(1);
  });

  it("shows what is held, and what became of it", async () => {
    await aRule({ options: "hold above: 1 rows" });
    const other = await world.addRow(orders.source, "Desk", {});
    await world.poll();
    for (const id of [row, other]) await world.edit(id, { Status: { status: { name: "Done" } } });
    await world.poll();
    await world.poll();
    const states = (await shown()).map(([, state]) => state);
    expect(states).toContain("Held");
    for (const { key, state } of await world.deliveries())
      if (state === "held")
        await world.services.outbox.discard(key, world.clock.now().toISOString(), "Gone.");
    await world.poll();
    expect((await shown()).find(([, , note]) => note === "Gone.")?.[1]).toBe("Cancelled");
  });

  it("makes no second line when the answer to the first was lost", async () => {
    await aRule();
    const key = await fire("Done");
    const lost = { ...world.services.lines, told: async () => Promise.reject(new Error("the process died")) };
    await world.poll({ ...world.services, lines: lost });
    expect(await lines()).toHaveLength(1);
    await world.poll();
    expect(await lines()).toHaveLength(1);
    expect(await world.services.outbox.load(key)).toMatchObject({ lineId: (await lines())[0]?.id });
  });

  it("is told of what is missing in one sentence, loses nothing, and goes on once it is mended", async () => {
    await aRule();
    await world.person.dataSources.update({ data_source_id: runs, properties: { Note: null } });
    await fire("Done");
    await world.poll();
    await world.poll();
    expect(await lines()).toEqual([]);
    const said = world.lines.filter(({ event }) => event === "runs-not-bound");
    expect(said.at(-1)?.fields).toMatchObject({
      reason: expect.stringMatching(/^The Runs database "Runs" lacks these columns: Note \(text\)\. /),
    });
    await world.person.dataSources.update({ data_source_id: runs, properties: { Note: { rich_text: {} } } });
    world.wait(700);
    await world.poll();
    await world.poll();
    expect((await shown()).map(([, state]) => state)).toEqual(["Done"]);
  });

  it("costs nothing where there is none", async () => {
    const column = { "Last run": null };
    await world.person.dataSources.update({ data_source_id: world.rulesSource.source, properties: column });
    await aRule();
    const key = await fire("Done");
    await world.poll();
    expect(await world.services.outbox.load(key)).not.toHaveProperty("untold");
    expect(await lines()).toEqual([]);
  });

  it("is watched by no rule", async () => {
    const own = (await world.person.dataSources.retrieve({
      data_source_id: runs,
    })) as DataSourceObjectResponse;
    const database = own.parent.type === "database_id" ? own.parent.database_id : "";
    const rule = await aRule({ name: "Echo", watch: database });
    const head = await world.services.rules.head("default", rule);
    expect(head?.problems).toMatchObject([
      { column: "Watch", message: expect.stringMatching(/^Rowbell can't watch its own Runs database/) },
    ]);
  });

  it("throws away lines of ninety days ago, and nothing that people put there", async () => {
    await aRule();
    await fire("Done");
    await world.poll();
    await world.person.pages.create({
      parent: { type: "data_source_id", data_source_id: runs },
      properties: { Run: { title: words("My note") as never } },
    });
    for (let poll = 0; poll < 10; poll++) await world.poll();
    expect(await lines()).toHaveLength(2);
    world.wait(91 * 86_400);
    for (let poll = 0; poll < 10; poll++) await world.poll();
    expect(await lines()).toHaveLength(1);
  });
});
