import { type Context, Hono } from "hono";
import type { NodeEnv } from "../../aws/serve-loopback.ts";
import type { SesEmulator } from "../../aws/ses/emulator.ts";
import type { Act } from "../../aws/ses/events/act.ts";
import type { MailLine } from "../../aws/ses/mails/mail.ts";
import { mailDocument } from "./mail-document.ts";
import { attachmentAnswer, sourceAnswer } from "./mail-files.ts";
import { type MailState, stateOf } from "./mail-state.ts";
import { unsubscribe } from "./unsubscribe.ts";

/** A mail in a list. */
export type ShownLine = MailLine & { state: MailState };

/** `/api/inbox…`: the mails, whole and in parts, what became of them, and what a person does about that. */
export function inboxRoutes({ inbox, lines, happenings, act }: SesEmulator): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();

  app.get("/", async (c) => {
    const past = happenings.all();
    const isRead = new Map(lines.all().map((line) => [line.id, line.isRead]));
    const mails = await inbox.list();
    return c.json(
      mails.map(({ id, from, to, cc, subject, text, html, headers, receivedAt, attachments }) => ({
        id,
        from,
        to,
        cc,
        subject,
        text,
        html,
        headers,
        receivedAt,
        attachments,
        state: stateOf(past.get(id)),
        isRead: isRead.get(id) ?? true,
      })),
    );
  });

  app.get("/lines", (c) => {
    const past = happenings.all();
    return c.json(lines.all().map((line): ShownLine => ({ ...line, state: stateOf(past.get(line.id)) })));
  });

  app.post("/read", async (c) => {
    const body = await c.req.json<{ ids?: unknown; isRead?: unknown }>().catch(() => undefined);
    const { ids, isRead = true } = body ?? {};
    const isList = Array.isArray(ids) && ids.every((id) => typeof id === "string");
    if ((ids !== "all" && !isList) || typeof isRead !== "boolean") {
      return c.json(
        { error: 'the body must be like {"ids": ["…"], "isRead": true}, or {"ids": "all"}' },
        400,
      );
    }
    lines.markRead(ids as string[] | "all", isRead);
    return c.json({});
  });

  app.get("/:id", async (c) => {
    const id = c.req.param("id");
    const mail = await inbox.get(id);
    if (!mail) return unknown(c);
    const { raw: _raw, ...shown } = mail;
    const events = happenings.of(id);
    return c.json({ ...shown, events, state: stateOf(events) });
  });

  app.get("/:id/html", async (c) => {
    const mail = await inbox.get(c.req.param("id"));
    return mail ? mailDocument(c, mail) : unknown(c);
  });

  app.get("/:id/source", (c) => {
    const of = c.req.query("of") === "sender" ? "sender" : "recipient";
    const bytes = inbox.source(c.req.param("id"), of);
    return bytes ? sourceAnswer(c, bytes) : unknown(c);
  });

  app.get("/:id/attachments/:index", async (c) => {
    const { id, index } = c.req.param();
    const attachment = (await inbox.get(id))?.attachments[Number(index)];
    const bytes = attachment && (await inbox.attachment(id, Number(index)));
    return bytes ? attachmentAnswer(c, attachment, bytes) : unknown(c);
  });

  app.post("/:id/act", async (c) => {
    try {
      act(c.req.param("id"), await c.req.json<Act>());
    } catch (error) {
      return c.json({ error: (error as Error).message }, 400);
    }
    return c.json({ events: happenings.of(c.req.param("id")) });
  });

  app.post("/:id/unsubscribe", async (c) => {
    const mail = await inbox.get(c.req.param("id"));
    if (!mail) return unknown(c);
    const { problem, status } = await unsubscribe(mail.headers);
    return problem === undefined ? c.json({ status }) : c.json({ error: problem }, 409);
  });

  return app;
}

function unknown(c: Context) {
  return c.json({ error: "there is no such mail, or it has no such part" }, 404);
}
