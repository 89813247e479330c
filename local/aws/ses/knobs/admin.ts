import { type Context, Hono } from "hono";
import { AwsError } from "../../aws-error.ts";
import type { NodeEnv } from "../../serve-loopback.ts";
import type { SuppressionList, SuppressionReason } from "../account/suppression-list.ts";
import type { Act } from "../events/act.ts";
import type { Knobs } from "./knobs.ts";

type Options = {
  knobs: Knobs;
  suppression: SuppressionList;
  fail(fault: unknown): void;
  failEvents(fault: unknown): void;
  /** @throws AwsError when there is no such mail. */
  act(mailId: string, wish: Act): void;
};

/** Where the person at this machine sets what goes wrong, and answers in the place of others: `/_admin/…`. */
export function admin({ knobs, suppression, fail, failEvents, act }: Options): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.post("/fail", async (c) => {
    fail(await c.req.json());
    return c.json({});
  });
  app.post("/events", async (c) => {
    failEvents(await c.req.json());
    return c.json({});
  });
  app.get("/knobs", (c) => c.json(knobs.all()));
  app.post("/knobs", async (c) => {
    knobs.set(await c.req.json());
    return c.json(knobs.all());
  });
  app.delete("/knobs", (c) => {
    knobs.reset();
    return c.json(knobs.all());
  });
  app.post("/mails/:id/act", async (c) => {
    act(c.req.param("id"), await c.req.json());
    return c.json({});
  });
  app.get("/suppression", (c) => c.json(suppression.all()));
  app.put("/suppression/:address", async (c) => {
    suppression.put(c.req.param("address"), await readReason(c));
    return c.json({});
  });
  app.delete("/suppression/:address", (c) => {
    suppression.remove(c.req.param("address"));
    return c.json({});
  });
  app.onError((error, c) => {
    const isTheirs = error instanceof AwsError || error instanceof SyntaxError;
    return c.json({ message: error.message }, isTheirs ? 400 : 500);
  });
  return app;
}

async function readReason(c: Context): Promise<SuppressionReason> {
  const { reason } = await c.req.json();
  if (reason === "BOUNCE" || reason === "COMPLAINT") return reason;
  throw new AwsError("ValidationError", 'the body must be {"reason": "BOUNCE"} or {"reason": "COMPLAINT"}');
}
