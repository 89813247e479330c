import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demo, type Page } from "../support/demo.ts";
import { type LocalRowbell, startLocal } from "../support/local-rowbell.ts";

describe("who wants no more mail", () => {
  let rowbell: LocalRowbell;
  let workspace: ReturnType<typeof demo>;
  let orders: Page[];

  beforeAll(async () => {
    rowbell = await startLocal({ ROWBELL_CLOCK: "manual" });
    workspace = demo(rowbell);
    await workspace.poll();
    orders = await workspace.packing();
  });
  afterAll(() => rowbell?.stop());

  const wait = async (seconds: number) => {
    const { now } = await rowbell.get<{ now: string }>("/api/health");
    await rowbell.post("/api/clock", { now: new Date(Date.parse(now) + seconds * 1000).toISOString() });
    await workspace.poll();
  };
  /** Ships it, once more if it was shipped before. @returns what became of the newest delivery. */
  async function ship(row: Page) {
    await workspace.setStatus(row, "Packing");
    await wait(90);
    await workspace.setStatus(row, "Shipped");
    await wait(90);
    const newest = (await workspace.deliveries()).find(({ rowId }) => rowId === row.id);
    const mail = (await workspace.inbox()).find(
      ({ headers }) => headers["x-rowbell-delivery"] === newest?.key,
    );
    return { ...newest, mail };
  }
  const order = () => orders.shift() as Page;
  const linkIn = (mail: { headers: Record<string, string> } | undefined) =>
    /^<(.*)>$/.exec(mail?.headers["list-unsubscribe"] ?? "")?.[1] ?? "";
  const post = (url: string, body: string | FormData, type = "application/x-www-form-urlencoded") =>
    fetch(url, {
      method: "POST",
      body,
      redirect: "error",
      ...(typeof body === "string" ? { headers: { "content-type": type } } : {}),
    });

  it("has a link in the mail's header, its HTML and its text, and mail clients a button", async () => {
    const { mail, state } = await ship(order());
    expect(state).toBe("done");
    const link = linkIn(mail);
    expect(link).toMatch(new RegExp(`^${rowbell.url}/u/1\\.[\\w-]+\\.[\\w-]+$`));
    expect(mail?.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
    expect(mail?.html).toContain(`href="${link}"`);
    expect(mail?.text.replaceAll("\n", "")).toContain(link);
    const shown = await rowbell.get<{ deliveries: { preview: { text: string } }[] }[]>("/api/story");
    expect(JSON.stringify(shown)).not.toContain(link);
  });

  it("is asked once more by a page that needs no script, and nothing happens by looking", async () => {
    const row = order();
    const link = linkIn((await ship(row)).mail);
    for (const method of ["GET", "HEAD", "GET"]) {
      const answer = await fetch(link, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; style-src 'sha256-/,
      );
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("set-cookie")).toBeNull();
      const page = await answer.text();
      expect(page).toBe(method === "HEAD" ? "" : page);
      expect(page).not.toMatch(/<script|\son[a-z]+=/i);
    }
    expect((await ship(row)).state).toBe("done");
  });

  it("gets none of this rule after the mail client's button, however often it is pressed", async () => {
    const row = order();
    const { mail, ruleId } = await ship(row);
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    for (const body of ["List-Unsubscribe=One-Click", form, "List-Unsubscribe=One-Click"])
      expect((await post(linkIn(mail), body)).status).toBe(200);
    const next = await ship(row);
    expect(next).toMatchObject({ state: "suppressed", mail: undefined, attempts: 0 });
    expect(next.lastError).toMatch(/ unsubscribed from this rule's mail on 2025-01-01$/);
    const listed = await rowbell.get<{ address: string; ruleId?: string }[]>("/api/suppressions");
    expect(listed.filter(({ address }) => address === mail?.to[0]?.toLowerCase())).toEqual([
      expect.objectContaining({ reason: "unsubscribed", ruleId, ruleName: expect.any(String) }),
    ]);
  });

  it("gets nothing at all after the page's second button, until the team lifts it", async () => {
    const row = order();
    const { mail } = await ship(row);
    const answer = await post(linkIn(mail), "scope=all");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("gets no more mail from this team");
    expect((await ship(row)).lastError).toContain("unsubscribed from all mail");
    const path = `/api/suppressions/${encodeURIComponent(mail?.to[0] ?? "")}/lift`;
    expect(await rowbell.post(path)).toEqual({ lifted: true });
    expect(await rowbell.post(path)).toEqual({ error: expect.stringContaining("nothing stands against") });
    expect((await ship(row)).state).toBe("done");
  });

  it("is not heard by a request that is cut, forged, empty or of another form", async () => {
    const [row] = orders as [Page];
    const link = linkIn((await ship(row)).mail);
    const forged = link.replace(/\.[^.]+$/, `.${"A".repeat(43)}`);
    for (const [url, body, status] of [
      [link.slice(0, -1), "scope=all", 404],
      [forged, "List-Unsubscribe=One-Click", 404],
      [link, "scope=everything", 400],
      [link, "", 400],
      [link, `x=${"y".repeat(20_000)}&scope=all`, 400],
    ] as const) {
      expect((await post(url, body)).status).toBe(status);
      expect((await post(url, body, "multipart/form-data; boundary=none")).status).toBe(status);
    }
    expect((await ship(row)).state).toBe("done");
  });

  it("is known by a bounce as well, whose reason the author reads", async () => {
    const row = order();
    const { mail } = await ship(row);
    const act = `http://127.0.0.1:${rowbell.port + 2}/_admin/mails/${mail?.id}/act`;
    const done = await fetch(act, { method: "POST", body: JSON.stringify({ as: "bounce" }) });
    expect(done.status).toBe(200);
    const next = await ship(row);
    expect(next.state).toBe("suppressed");
    expect(next.lastError).toMatch(/^mail to .* bounced on .*: it does not exist$/);
    await wait(60);
    const rule = (await workspace.rules()).find(({ id }) => id === next.ruleId);
    expect(rule?.health).toBe("Needs attention");
    expect(rule?.note).toContain(`1 mail bounced: “${mail?.to[0]}” does not exist.`);
  });

  it("waits, like everybody, while all mail is stopped by the command", async () => {
    const mail = (...args: string[]) =>
      execFileSync(process.execPath, ["local/mail.ts", ...args], {
        env: { PATH: process.env.PATH, ROWBELL_PORT: String(rowbell.port) },
        encoding: "utf8",
      });
    expect(mail("stop")).toContain("Stopped.");
    expect(mail("status")).toContain("All mail is stopped");
    expect(await ship(orders[0] as Page)).toMatchObject({ state: "pending", attempts: 0 });
    expect(mail("start")).toContain("goes out again");
    await wait(301);
    expect((await workspace.deliveries()).some(({ state }) => state === "pending")).toBe(false);
    expect(mail("suppressed")).toContain("unsubscribed from this rule's mail on 2025-01-01; the rule is “");
  });
});
