import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo, optionOf, type Page } from "../support/demo.ts";
import { type LocalRowbell, startLocal } from "../support/local-rowbell.ts";

const script = join(import.meta.dirname, "../../local/explain.ts");

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

describe("the command that explains", () => {
  let rowbell: LocalRowbell;
  let workspace: ReturnType<typeof demo>;
  let order: Page;
  let ruleId: string;
  let here: Record<string, string>;
  let onAws: Record<string, string>;

  beforeAll(async () => {
    rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
    workspace = demo(rowbell);
    await workspace.poll();
    const rows = await workspace.rows("ordersDatabaseId");
    order = rows.find((row) => optionOf(row, "Status") === "New") as Page;
    ruleId = (await rowbell.get<{ id: string; name: string }[]>("/api/rules")).find(({ name }) =>
      name.startsWith("Tell the customer"),
    )?.id as string;
    await workspace.setStatus(order, "Packing");
    await workspace.poll();
    here = { ROWBELL_PORT: String(rowbell.port) };
    onAws = {
      ROWBELL_TABLE: "rowbell",
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${rowbell.port + 4}`,
    };
  });
  afterAll(() => rowbell?.stop());

  it("tells why a rule did not fire, the same from here and from a deployment's table", async () => {
    const local = await run(here, order.id, ruleId);
    expect(local.out).toMatch(
      /the rule “Tell the customer it shipped”\n {2}It did not fire for the newest change/,
    );
    expect(local.out).toMatch(/Status: .+ → Packing/);
    expect(local.out).toMatch(/(yes|no ) {2}Customer email is not empty {2}\(Customer email: /);
    expect(await run(onAws, order.id, ruleId)).toEqual(local);
  });

  it("takes links, and tells of every rule that watches the row's database", async () => {
    const link = `https://app.notion.com/p/Order-${order.id.replaceAll("-", "")}?source=copy_link`;
    const { code, out } = await run(here, link);
    expect(code).toBe(0);
    expect(out).toContain("the rule “Tell the customer it shipped”");
    expect(out).toContain("the rule “Big order, tell the owner”");
    expect(out).not.toContain("A task is done");
  });

  it.each<[what: string, args: string[], answer: RegExp]>([
    ["no row", ["f".repeat(32)], /^no rule watches the database of this row/],
    ["no link", ["Order 7"], /^"Order 7" is no link or id of a row/],
    ["too much", ["a", "b", "c"], /one too many/],
  ])("says in one plain message what is wrong: %s", async (_what, args, answer) => {
    const { code, out, err } = await run(here, ...args);
    expect({ isFailure: code !== 0, out }).toEqual({ isFailure: true, out: "" });
    expect(err).toMatch(answer);
  });

  it("says how to start when nobody is there", async () => {
    const { err } = await run({ ROWBELL_PORT: "65499" }, order.id);
    expect(err).toBe(
      "Rowbell does not answer at http://127.0.0.1:65499. Start it with npm start, or set ROWBELL_TABLE to ask your deployment.\n",
    );
  });
});
