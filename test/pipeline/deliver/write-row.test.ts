import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mostAttempts } from "../../../shared/domain/backoff.ts";
import { BudgetError, TransientError } from "../../../shared/domain/errors.ts";
import { deliver } from "../../../shared/pipeline/deliver/deliver.ts";
import type { DeliverServices, Workspace } from "../../../shared/ports.ts";
import { startWorld, type World } from "../../support/world.ts";

type WriteCells = Workspace["writeCells"];

describe("a delivery that writes into its row", () => {
  let world: World;
  let row: string;
  let key: string;
  beforeEach(async () => {
    world = await startWorld();
    const tasks = await world.makeSource("Tasks", { Note: { rich_text: {} } });
    row = await world.addRow(tasks.source, "Task");
    const update = { action: "Update row", to: "", subject: "", which: "Status" };
    await world.addRule({ watch: tasks.database, ...update, options: "set: Note to {{ Status }}" });
    await world.poll();
    await world.edit(row, { Status: { status: { name: "Done" } } });
    await world.poll();
    key = (await world.deliveries())[0]?.key ?? "";
  });
  afterEach(() => world.close());

  const load = () => world.services.outbox.load(key);

  async function note(): Promise<string> {
    const page = (await world.person.pages.retrieve({ page_id: row })) as never as {
      properties: { Note: { rich_text: { plain_text: string }[] } };
    };
    return page.properties.Note.rich_text.map((span) => span.plain_text).join("");
  }

  /** The services with another way to write cells. */
  function writing(change: (write: WriteCells) => WriteCells): DeliverServices {
    return {
      ...world.delivering,
      connect: async (id, hasTime) => {
        const { within } = await world.delivering.connect(id, hasTime);
        return {
          within: (purpose) => {
            const workspace = within(purpose);
            return { ...workspace, writeCells: change(workspace.writeCells) };
          },
        };
      },
    };
  }

  it("is done once the row has it", async () => {
    expect(await deliver(world.delivering, key)).toBe("done");
    expect(await note()).toBe("Done");
    expect(await load()).toMatchObject({
      state: "done",
      result: { preview: { subject: "set Note to “Done”" } },
    });
  });

  it("fails with a sentence when the row is in the trash", async () => {
    await world.person.pages.update({ page_id: row, in_trash: true });
    expect(await deliver(world.delivering, key)).toBe("failed");
    expect((await load())?.lastError).toMatch(/^Notion refused a row: .*archived/);
  });

  it("fails with a sentence when the row can't be found", async () => {
    await world.fail(1, 404, "/v1/pages");
    expect(await deliver(world.delivering, key)).toBe("failed");
    expect((await load())?.lastError).toBe("The row is gone, or not shared with Rowbell any more.");
  });

  it("fails at once when Notion refuses the value", async () => {
    await world.fail(1, 400, "/v1/pages");
    expect(await deliver(world.delivering, key)).toBe("failed");
  });

  it.each([409, 502, 503])("is tried again after an answer %i", async (status) => {
    await world.fail(4, status, "/v1/pages");
    expect(await deliver(world.delivering, key)).toBe("retry");
    expect((await load())?.lastError).toBe("Notion did not confirm the change of the row");
    world.wait(30);
    expect(await deliver(world.delivering, key)).toBe("done");
    expect(await note()).toBe("Done");
  });

  it.each([
    ["a refusal that came after the write", new TransientError("503")],
    ["an error that tells nothing", new Error("socket hang up")],
  ])("is repeated after %s, and never uncertain", async (_, error) => {
    const halfDone = writing((write) => async (id, cells) => {
      await write(id, cells);
      throw error;
    });
    expect(await deliver(halfDone, key)).toBe("retry");
    world.wait(30);
    expect(await deliver(world.delivering, key)).toBe("done");
    expect(await load()).not.toHaveProperty("possibleDuplicate");
  });

  it("is repeated when its claim was abandoned, as soon as that has ended", async () => {
    const dying = writing(() => () => new Promise(() => {}));
    void deliver(dying, key);
    await expect.poll(async () => (await load())?.state).toBe("sending");
    expect(await deliver(world.delivering, key)).toBe("sending");
    world.wait(61);
    expect(await deliver(world.delivering, key)).toBe("retry");
    world.wait(30);
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("is not repeated over a person's edit once its write was seen", async () => {
    const halfDone = writing((write) => async (id, cells) => {
      await write(id, cells);
      throw new TransientError("503");
    });
    await deliver(halfDone, key);
    await world.poll();
    await world.edit(row, { Note: { rich_text: [{ type: "text", text: { content: "by hand" } }] } });
    world.wait(30);
    expect(await deliver(world.delivering, key)).toBe("done");
    expect(await note()).toBe("by hand");
  });

  it("waits for the budget as long as it is told to, however often", async () => {
    for (let minute = 1; minute <= mostAttempts + 2; minute++) {
      const again = new Date(world.clock.now().getTime() + 60_000).toISOString();
      const short = writing(() => () => Promise.reject(new BudgetError("the requests are used up", again)));
      expect(await deliver(short, key)).toBe("retry");
      expect(await load()).toMatchObject({ state: "pending", dueAt: again, attempts: 0 });
      world.wait(60);
    }
    expect(await deliver(world.delivering, key)).toBe("done");
  });

  it("gives up in the end", async () => {
    const failing = writing(() => () => Promise.reject(new TransientError("busy")));
    let result = "";
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      result = await deliver(failing, key);
      world.wait(3_600);
    }
    expect(result).toBe("failed");
  });

  it("opens no connection for a mail", async () => {
    const connect = () => Promise.reject(new Error("no token"));
    const other = await world.makeSource("Others");
    const mailed = await world.addRow(other.source, "Other");
    await world.addRule({ watch: other.database });
    await world.poll();
    await world.edit(mailed, { Amount: { number: 5 } });
    await world.poll();
    const mail = (await world.deliveries()).find(({ rowId }) => rowId === mailed);
    expect(await deliver({ ...world.delivering, connect }, mail?.key ?? "")).toBe("done");
  });
});
