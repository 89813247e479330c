import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { demo, richText } from "../support/demo.ts";
import {
  freePorts,
  type LocalRowbell,
  newFolder,
  runToItsEnd,
  startLocal,
} from "../support/local-rowbell.ts";

describe("starting with something wrong", () => {
  it("names a port that is in use and how to choose another", async () => {
    const port = await freePorts(6);
    const server = await listen(port + 3);
    const { code, output } = await runToItsEnd({ ROWBELL_PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(output.trim()).toBe(
      `Rowbell can't start: port ${port + 3} is in use. Stop what uses it, or choose other ports with ROWBELL_PORT (it is ${port}; the six ports from there on are used).`,
    );
  });

  it.each(["dynamodb.sqlite", "notion.sqlite", "ses.sqlite", "sqs.sqlite", "demo.json"])(
    "names a damaged %s and what to do",
    async (name) => {
      const folder = newFolder();
      mkdirSync(folder, { recursive: true });
      const demo = { rulesDatabaseId: "0", ordersDatabaseId: "1" };
      if (name === "notion.sqlite") writeFileSync(join(folder, "demo.json"), JSON.stringify(demo));
      writeFileSync(
        join(folder, name),
        "this is no database, and long enough to be looked at as one".repeat(40),
      );
      const { code, output } = await runToItsEnd({ ROWBELL_DATA: folder });
      expect(code).toBe(1);
      expect(output).toContain(name);
      expect(output).toMatch(/damaged|not a database/);
      expect(output).toMatch(/ove .*away to start over/);
      expect(output.trim().split("\n")).toHaveLength(1);
    },
  );

  it("refuses a second Rowbell on the same folder", async () => {
    const rowbell = await startLocal();
    const { code, output } = await runToItsEnd({ ROWBELL_DATA: rowbell.dataFolder });
    await rowbell.stop();
    expect(code).toBe(1);
    expect(output).toContain(`another Rowbell is running on ${rowbell.dataFolder}`);
  });

  it("says what to do where there is no embedded database for the platform", async () => {
    const { code, output } = await runToItsEnd({}, await projectWithout("@dynoxide"));
    expect(code).toBe(1);
    expect(output.trim()).toMatch(
      /^Rowbell can't start: the embedded DynamoDB runs on Linux x64 only; .*AWS_ENDPOINT_URL_DYNAMODB/,
    );
  });

  it("lists every variable that makes no sense", async () => {
    const { code, output } = await runToItsEnd({
      ROWBELL_POLL_SECONDS: "soon",
      ROWBELL_CLOCK: "sundial",
      ROWBELL_NOTION_SEED: "seed.json",
      NOTION_TOKEN: "ntn_somebody",
    });
    expect(code).toBe(1);
    expect(output).toContain('ROWBELL_POLL_SECONDS is "soon"; it must be a number from 0 to 86400');
    expect(output).toContain('ROWBELL_CLOCK is "sundial"; it must be system or manual');
    expect(output).toContain("ROWBELL_NOTION_SEED is set; it is for the embedded workspace");
    expect(output).toContain(
      "ROWBELL_RULES is not set; with NOTION_TOKEN it must be the link or id of your Rules database",
    );
  });
});

describe("polling with something wrong", () => {
  let rowbell: LocalRowbell | undefined;
  afterEach(async () => {
    await rowbell?.stop();
    rowbell = undefined;
  });

  const rules = "0123456789abcdef0123456789abcdef";

  it("says that a token is wrong, in the answer and on the console, and never shows it", async () => {
    const owner = await startLocal();
    const token = "ntn_canary_5d41402abc4b2a76b9719d911017c592";
    rowbell = await startLocal({
      NOTION_TOKEN: token,
      NOTION_BASE_URL: `http://127.0.0.1:${owner.port + 1}`,
      ROWBELL_RULES: rules,
    });
    const { error } = await rowbell.post<{ error: string }>("/api/poll");
    await owner.stop();
    expect(error).toContain("Notion refuses the token");
    expect(rowbell.output()).toContain("Notion refuses the token");
    expect(rowbell.output() + error).not.toContain(token);
  });

  it("says that Notion can't be reached, and goes on when it can", async () => {
    const port = await freePorts(6);
    const url = `http://127.0.0.1:${port + 1}`;
    rowbell = await startLocal({ NOTION_TOKEN: "ntn_local", NOTION_BASE_URL: url, ROWBELL_RULES: rules });
    const { error } = await rowbell.post<{ error: string }>("/api/poll");
    expect(error).toContain("Notion can't be reached (ECONNREFUSED)");
    expect(error).toContain("Nothing is lost");
    const owner = await startLocal({ ROWBELL_PORT: String(port) });
    const back = await rowbell.post<{ error: string }>("/api/poll");
    await owner.stop();
    expect(back.error).toContain(
      `I can't open the Rules database (${rules.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")})`,
    );
  });

  it("names the columns a Rules database lacks", async () => {
    const owner = await startLocal();
    const tasks = await demo(owner).sourceOf("tasksDatabaseId");
    rowbell = await startLocal({
      NOTION_TOKEN: "ntn_local",
      NOTION_BASE_URL: `http://127.0.0.1:${owner.port + 1}`,
      ROWBELL_RULES: tasks,
    });
    const { error } = await rowbell.post<{ error: string }>("/api/poll");
    await owner.stop();
    expect(error).toContain(
      'The Rules database "Tasks" lacks these columns: Rule (title), State (select), Watch (text)',
    );
  });

  it("answers a mistake in the rule's own row, and stops no other rule", async () => {
    rowbell = await startLocal();
    const workspace = demo(rowbell);
    const wrong = await workspace.addRule("Wrong", { If: richText("Stauts is Shipped") });
    const lost = await workspace.addRule("Lost", {
      Watch: richText("https://app.notion.com/p/0123456789abcdef0123456789abcdef"),
    });
    await workspace.addRule("Right");
    await workspace.poll();
    const [order] = await workspace.packing();
    await workspace.setStatus(order ?? { id: "" }, "Delivered");
    await workspace.poll();
    expect((await workspace.inbox()).map(({ to }) => to)).toEqual([["watcher@example.com"]]);
    const rows = await workspace.rows("rulesDatabaseId");
    const cell = (id: string, name: string) => {
      const property = rows.find((row) => row.id === id)?.properties[name];
      const parts = property?.rich_text as { plain_text: string }[] | undefined;
      return parts
        ? parts.map((part) => part.plain_text).join("")
        : (property?.select as { name: string } | null)?.name;
    };
    expect(cell(wrong.id, "Health")).toBe("Needs attention");
    expect(cell(wrong.id, "Note")).toMatch(
      /^If: I can't find "Stauts" in Orders\. Its columns are .* — did you mean Status\?$/,
    );
    expect(cell(lost.id, "Note")).toContain("Watch: I can't open");
    expect(cell(lost.id, "Note")).toContain("Connections → add Rowbell");
  });

  it("says in the rule's row why a row's mail could not be sent", async () => {
    rowbell = await startLocal();
    const workspace = demo(rowbell);
    await workspace.addRule("To the customer", { To: richText("{{ Customer email }}") });
    await workspace.poll();
    const [order] = await workspace.packing();
    await workspace.edit(order?.id ?? "", {
      "Customer email": { email: "nobody" },
      Status: { status: { name: "Delivered" } },
    });
    await workspace.poll();
    await workspace.poll();
    expect((await workspace.deliveries())[0]).toMatchObject({ state: "failed", attempts: 0 });
    const { health, note } = await workspace.rule("To the customer");
    expect(health).toBe("Needs attention");
    expect(note).toContain('The newest failure: To: "nobody" is not an e-mail address');
  });
});

/** The project as it is where a package could not be installed. @returns node's arguments. */
async function projectWithout(missing: string): Promise<string[]> {
  const root = join(import.meta.dirname, "../..");
  const project = newFolder();
  mkdirSync(join(project, "node_modules"));
  for (const name of ["functions", "local", "shared"]) symlinkSync(join(root, name), join(project, name));
  for (const name of readdirSync(join(root, "node_modules"))) {
    if (name !== missing) symlinkSync(join(root, "node_modules", name), join(project, "node_modules", name));
  }
  return ["--preserve-symlinks", "--preserve-symlinks-main", join(project, "local/main.ts")];
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}
