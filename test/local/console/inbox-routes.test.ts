import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { inboxRoutes } from "../../../local/console/inbox/inbox-routes.ts";
import { compose, openSes } from "../aws/support/open-ses.ts";

const picture = Buffer.from("89504e470d0a1a0a", "hex");

/** The routes of an inbox, and one mail in it. */
async function open(more: Parameters<typeof compose>[0] = {}) {
  const { ses, send } = await openSes();
  const app = inboxRoutes(ses);
  const mime = await compose({
    from: "sender@example.com",
    to: "ada@example.com",
    subject: "Hello",
    text: "Hello,\n\nAda",
    ...more,
  });
  const { MessageId: id = "" } = await send(mime);
  const get = async (path: string) => app.request(`http://127.0.0.1:4400${path}`);
  const post = async (path: string, body?: object) =>
    app.request(path, { method: "POST", ...(body ? { body: JSON.stringify(body) } : {}) });
  const lines = async () =>
    (await (await get("/lines")).json()) as { id: string; isRead: boolean; state: string }[];
  return { ses, send, get, post, lines, id, mime };
}

describe("the API of the inbox", () => {
  it("lists mails with what became of them, and marks them read in every form", async () => {
    const { send, get, post, lines, id } = await open();
    await send();
    expect(await lines()).toMatchObject([
      { subject: "Hello", state: "sent", isRead: false },
      { id, snippet: "Hello, Ada", to: ["ada@example.com"], attachments: 0, isRead: false },
    ]);
    await post("/read", { ids: [id] });
    expect((await lines()).map(({ isRead }) => isRead)).toEqual([false, true]);
    await post("/read", { ids: "all" });
    await post("/read", { ids: [id], isRead: false });
    expect((await lines()).map(({ isRead }) => isRead)).toEqual([true, false]);
    expect(await (await get("/")).json()).toMatchObject([
      { isRead: true },
      { id, isRead: false, state: "sent" },
    ]);
    expect((await post("/read", { ids: 7 })).status).toBe(400);
  });

  it("shows a mail's HTML so that nothing in it runs or calls out", async () => {
    const { get, id } = await open({
      html: '<html><head><script>1</script></head><img src="http://x.example/p.png">',
    });
    const answer = await get(`/${id}/html`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
    expect(policy).toMatch(/img-src data: http:\/\/127\.0\.0\.1:4400\/api\/inbox\/[^ ]+\/attachments\/;/);
    expect(policy).toContain("form-action 'none'");
    expect(await answer.text()).toContain('<base target="_blank">');
    const open_ = (await get(`/${id}/html?images=remote`)).headers.get("content-security-policy");
    expect(open_).toContain("/attachments/ http: https:;");
  });

  it("shows pictures that came with it, and gives attachments out for saving", async () => {
    const { get, id } = await open({
      html: '<img src="cid:desk@x"><img src="cid:other@x"><p>cid:nothing</p>',
      attachments: [
        { filename: "desk.png", content: picture, cid: "desk@x" },
        { filename: "Größe's.html", content: "<script>1</script>" },
      ],
    });
    const html = await (await get(`/${id}/html`)).text();
    expect(html).toContain(
      `<img src="/api/inbox/${id}/attachments/0"><img src="cid:other@x"><p>cid:nothing</p>`,
    );
    const shown = await get(`/${id}/attachments/0`);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline; filename*=UTF-8''desk.png",
      "x-content-type-options": "nosniff",
    });
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(picture);
    expect(Object.fromEntries((await get(`/${id}/attachments/1`)).headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%27s.html",
    });
    expect((await get(`/${id}/attachments/2`)).status).toBe(404);
    expect((await get("/unknown/html")).status).toBe(404);
  });

  it("answers for light and dark in a mail's own style", async () => {
    const style = "@media (prefers-color-scheme: dark) { b { color: red } }";
    const { get, id } = await open({ html: `<style>${style}</style><b>x</b>` });
    expect(await (await get(`/${id}/html?scheme=dark`)).text()).toContain("@media (min-width: 0px)");
    const light = await (await get(`/${id}/html?scheme=light`)).text();
    expect(light).toContain("@media (max-width: 0px)");
    expect(light).toContain("color-scheme:light only");
  });

  it("gives the whole source, as recipients get it and as it was sent", async () => {
    const { get, id, mime } = await open();
    expect(await (await get(`/${id}/source`)).text()).toContain(`Message-ID: <${id}@email.amazonses.com>`);
    expect(Buffer.from(await (await get(`/${id}/source?of=sender`)).arrayBuffer())).toEqual(mime);
  });

  it("lets a person answer for the recipient's server, and says why not", async () => {
    const { get, post, lines, id } = await open();
    expect(await (await post(`/${id}/act`, { as: "bounce" })).json()).toMatchObject({
      events: [{ type: "Send" }, { type: "Bounce", recipient: "ada@example.com" }],
    });
    expect((await lines())[0]?.state).toBe("bounced");
    await post(`/${id}/act`, { as: "complain" });
    expect(await (await get(`/${id}`)).json()).toMatchObject({
      state: "complained",
      events: [{ type: "Send" }, { type: "Bounce" }, { type: "Delivery" }, { type: "Complaint" }],
    });
    const refused = await post(`/${id}/act`, { as: "shrug" });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: expect.stringContaining("shrug") });
  });

  it("unsubscribes with one POST, as RFC 8058 has it, and only on this machine", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      request.on("data", (chunk) => asked.push(`${request.method} ${request.url} ${chunk}`));
      request.on("end", () => response.writeHead(request.url === "/gone" ? 410 : 200).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const with_ = (link: string, oneClick = true) =>
      open({
        headers: {
          "List-Unsubscribe": `<mailto:no@example.com>, <${link}>`,
          ...(oneClick ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
        },
      });
    const first = await with_(`http://127.0.0.1:${port}/u/abc`);
    expect((await first.post(`/${first.id}/unsubscribe`)).status).toBe(200);
    expect(asked).toEqual(["POST /u/abc List-Unsubscribe=One-Click"]);
    for (const [mail, reason] of [
      [await with_("https://elsewhere.example/u"), "the link leads to elsewhere.example"],
      [await with_(`http://127.0.0.1:${port}/u`, false), "no List-Unsubscribe-Post header"],
      [await with_(`http://127.0.0.1:${port}/gone`), "answered 410"],
      [await open(), "no List-Unsubscribe header"],
    ] as const) {
      const refused = await mail.post(`/${mail.id}/unsubscribe`);
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ error: expect.stringContaining(reason) });
    }
    expect(asked).toHaveLength(2);
  });
});
