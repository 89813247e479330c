import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo, optionOf, type Page, richText } from "../support/demo.ts";
import { freePorts, type LocalRowbell, startLocal } from "../support/local-rowbell.ts";

const script = join(import.meta.dirname, "../../local/deliveries.ts");

/** The command as a process of its own, with nothing of the machine's own AWS settings. */
async function run(env: Record<string, string>, ...args: string[]) {
  const { PATH = "" } = process.env;
  const child = spawn(process.execPath, [script, ...args], { env: { PATH, ...env } });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode === null ? once(child, "exit") : undefined,
  ]);
  return { code: child.exitCode, out, err };
}

describe("the command for deliveries", () => {
  let rowbell: LocalRowbell;
  let workspace: ReturnType<typeof demo>;
  let orders: Page[];
  let ruleId: string;
  let here: Record<string, string>;
  let onAws: Record<string, string>;

  beforeAll(async () => {
    rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
    workspace = demo(rowbell);
    await workspace.poll();
    const options = { Options: richText("hold above: 2 rows") };
    ruleId = (await workspace.addRule("Every status", options)).id;
    await workspace.poll();
    const rows = await workspace.rows("ordersDatabaseId");
    orders = rows.filter((row) => optionOf(row, "Status") !== "Cancelled");
    here = { ROWBELL_PORT: String(rowbell.port) };
    onAws = {
      ROWBELL_TABLE: "rowbell",
      ROWBELL_DELIVERY_QUEUE_URL: `http://127.0.0.1:${rowbell.port + 3}/000000000000/rowbell-delivery.fifo`,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${rowbell.port + 3}`,
    };
  });
  afterAll(() => rowbell?.stop());

  /** The command on a deployment follows the machine's clock. */
  const followMachine = () => rowbell.post("/api/clock", { now: new Date().toISOString() });
  const own = async () => (await workspace.deliveries()).filter((delivery) => delivery.ruleId === ruleId);
  async function failOne(): Promise<string> {
    const url = `http://127.0.0.1:${rowbell.port + 2}/_admin/fail`;
    await fetch(url, { method: "POST", body: JSON.stringify({ times: 1, code: "MessageRejected" }) });
    const row = orders.shift();
    await workspace.setStatus(row ?? { id: "" }, "Cancelled");
    await workspace.poll();
    const found = (await own()).find(({ rowId, state }) => rowId === row?.id && state === "failed");
    return found?.key ?? "";
  }
  async function holdSome(): Promise<number> {
    for (const row of orders.splice(0, 4)) await workspace.setStatus(row, "Cancelled");
    await workspace.poll();
    return (await own()).filter(({ state }) => state === "held").length;
  }

  it("lists, shows and sends again what failed", async () => {
    expect((await run(here, "list")).out).toContain("Nothing waits for you");
    const key = await failOne();
    const listed = await run(here, "list");
    expect(listed.out).toContain("FAILED  Every status for “");
    expect(listed.out).toContain("SES refused the mail");
    expect(listed.out).toContain(key);
    expect((await run(here, "show", key)).out).toMatch(/^state +failed$/m);
    const sent = await run(here, "redrive", key);
    expect(sent).toMatchObject({ code: 0, err: "" });
    expect(sent.out).toContain("On its way: Every status for “");
    await workspace.poll();
    expect((await own()).find((delivery) => delivery.key === key)?.state).toBe("done");
    const again = await run(here, "redrive", key);
    expect(again).toEqual({ code: 1, out: "", err: "it was already sent.\n" });
  });

  it("gives up what failed", async () => {
    const key = await failOne();
    expect((await run(here, "discard", key)).out).toContain("Discarded: Every status for “");
    expect((await own()).find((delivery) => delivery.key === key)).toMatchObject({
      state: "cancelled",
      lastError: "It was discarded by hand.",
    });
  });

  it("releases what a rule holds, and repeats what failed of it", async () => {
    const key = await failOne();
    expect(await holdSome()).toBe(2);
    expect((await run(here, "list")).out).toContain(
      "HELD  Every status: it fired for more than 2 rows at once",
    );
    expect((await run(here, "redrive", "--rule", ruleId)).out).toBe("3 on their way.\n");
    await workspace.poll();
    const states = await own();
    expect(states.find((delivery) => delivery.key === key)?.state).toBe("done");
    expect(states.filter(({ state }) => state === "held")).toEqual([]);
    expect(await workspace.rule("Every status")).toMatchObject({ health: "Working", brake: null });
  });

  it("does the same on a deployment, by its table and its queue", async () => {
    await followMachine();
    onAws.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${rowbell.port + 4}`;
    const key = await failOne();
    expect((await run(onAws, "list")).out).toContain(key);
    expect(await run(onAws, "redrive", key)).toMatchObject({ code: 0, err: "" });
    await followMachine();
    await workspace.poll();
    expect((await own()).find((delivery) => delivery.key === key)?.state).toBe("done");
    expect(await holdSome()).toBe(2);
    expect((await run(onAws, "discard", "--rule", ruleId)).out).toBe("2 discarded.\n");
    expect((await own()).filter(({ state }) => state === "held")).toEqual([]);
  });

  it.each([
    [[], 0, /^What waits for a person/],
    [["--help"], 0, /redrive --rule <id>/],
    [["sned"], 2, /there is no command "sned"; there are list, show, redrive and discard/],
    [["redrive"], 2, /Give either the key of a delivery or --rule <id>/],
    [["redrive", "r:p@1", "--rule", "r"], 2, /Give either/],
    [["show", "r:p@1"], 1, /^there is no delivery r:p@1\.$/m],
    [["discard", "nonsense"], 1, /not a delivery key: "nonsense"/],
  ] as const)("answers %j with a code and a sentence", async (args, code, says) => {
    const { out, err, ...ended } = await run(here, ...args);
    expect(ended.code).toBe(code);
    expect(code === 0 ? out : err).toMatch(says);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it("says what to do where nobody answers, where a variable is missing, and where AWS refuses", async () => {
    const port = String(await freePorts(1));
    expect((await run({ ROWBELL_PORT: port }, "list")).err).toMatch(
      /^Rowbell does not answer at http:\/\/127\.0\.0\.1:\d+\. Start it with npm start, or set ROWBELL_TABLE/,
    );
    expect((await run({ ROWBELL_TABLE: "t" }, "list")).err).toBe(
      "missing environment variables: ROWBELL_DELIVERY_QUEUE_URL.\n",
    );
    const refused = await run({ ...onAws, ROWBELL_TABLE: "another" }, "list");
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(
      /^AWS could not be asked \(ResourceNotFoundException: .*Check this shell's AWS/,
    );
    expect(refused.err.trim().split("\n")).toHaveLength(1);
  });
});
