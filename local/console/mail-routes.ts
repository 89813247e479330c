import { type Context, Hono } from "hono";
import { canonicalAddress } from "../../shared/domain/suppression.ts";
import { onlyConnection } from "../../shared/ports.ts";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { ConsoleParts } from "./console-parts.ts";

const mostListed = 10_000;

/** Who is not mailed, and whether anybody is: `/api/suppressions…`, `/api/mail…`. */
export function mailRoutes({ mailDesk, story }: ConsoleParts): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  const { clock, sending, suppressions } = mailDesk;

  app.get("/suppressions", async (c) => c.json(await suppressions.list(onlyConnection, mostListed)));

  app.post("/suppressions/:address", async (c) => {
    const { address, ruleId } = asked(c);
    if (address === undefined) return refuseAddress(c);
    const at = clock.now().toISOString();
    const scope = ruleId === undefined ? {} : { ruleId };
    await suppressions.add(onlyConnection, { address, ...scope, reason: "by hand", at });
    return c.json({ suppressed: true });
  });

  app.post("/suppressions/:address/lift", async (c) => {
    const { address, ruleId } = asked(c);
    if (address === undefined) return refuseAddress(c);
    if (await suppressions.lift(onlyConnection, address, ruleId)) return c.json({ lifted: true });
    return c.json({ error: `nothing stands against mailing ${address} there` }, 404);
  });

  app.get("/mail", async (c) => c.json({ sending: await sending.isOn() }));

  for (const [name, on] of Object.entries({ stop: false, start: true })) {
    app.post(`/mail/${name}`, async (c) => {
      await sending.set(on);
      story.log.info("sending", { on });
      return c.json({ sending: on });
    });
  }
  return app;
}

function asked(c: Context): { address: string | undefined; ruleId: string | undefined } {
  return { address: canonicalAddress(c.req.param("address") ?? ""), ruleId: c.req.query("rule") };
}

function refuseAddress(c: Context) {
  return c.json({ error: `"${c.req.param("address")}" is no e-mail address` }, 400);
}
