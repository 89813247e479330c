import { type Context, Hono } from "hono";
import type { Delivery, DeliveryState } from "../../shared/domain/delivery.ts";
import {
  answerRule,
  type Decision,
  discard,
  redrive,
  waitingDeliveries,
} from "../../shared/pipeline/deliver/dead-letters.ts";
import { onlyConnection } from "../../shared/ports.ts";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { ConsoleParts } from "./console-parts.ts";

/** More than anybody looks at; a checker that compares everything gets everything. */
const mostDeliveries = 10_000;

const waiting: readonly string[] = ["held", "failed", "uncertain"] satisfies DeliveryState[];
const others: readonly string[] = [
  "pending",
  "sending",
  "done",
  "dry run",
  "suppressed",
  "cancelled",
] satisfies DeliveryState[];

/** Deliveries and what people decide about them: `/api/deliveries…`, `/api/rules/<id>/release` and `/discard`. */
export function deliveryRoutes({ services, story }: ConsoleParts): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  const { outbox } = services;

  app.get("/deliveries", async (c) => {
    const states = c.req.query("state")?.split(",");
    const unknown = states?.find((state) => !waiting.includes(state) && !others.includes(state));
    if (unknown !== undefined) {
      const allowed = [...waiting, ...others].join(", ");
      return c.json({ error: `there is no state "${unknown}"; there are ${allowed}` }, 400);
    }
    // What waits for people is never left out, however much has happened since.
    const deliveries = states?.every((state) => waiting.includes(state))
      ? await waitingDeliveries(services, onlyConnection)
      : await outbox.history(onlyConnection, mostDeliveries);
    const asked = deliveries.filter(({ state }) => states?.includes(state) ?? true);
    return c.json(asked.map(publicDelivery));
  });

  app.get("/deliveries/:key", async (c) => {
    const key = c.req.param("key");
    const delivery = await outbox.load(key).catch(() => undefined);
    return delivery
      ? c.json(publicDelivery(delivery))
      : c.json({ error: `there is no delivery ${key}` }, 404);
  });

  for (const [name, decide] of Object.entries({ redrive, discard })) {
    app.post(`/deliveries/:key/${name}`, async (c) => {
      const key = c.req.param("key");
      const decision = await decide(services, key);
      if (decision.refused !== undefined) return refuse(c, decision);
      story.log.info("decided", { key, decision: name });
      const delivery = await outbox.load(key);
      return c.json(delivery ? publicDelivery(delivery) : {});
    });
  }

  for (const answer of ["release", "discard"] as const) {
    app.post(`/rules/:id/${answer}`, async (c) => {
      const ruleId = c.req.param("id");
      const decision = await answerRule(services, onlyConnection, ruleId, answer);
      if ("refused" in decision) return refuse(c, decision);
      story.log.info("decided", { ruleId, decision: answer, ...decision });
      return c.json(decision);
    });
  }
  return app;
}

function refuse(c: Context, { refused, isUnknown }: Extract<Decision, { refused: string }>) {
  return c.json({ error: refused }, isUnknown ? 404 : 409);
}

/** Without the values of cells, and what only claims need. */
function publicDelivery(delivery: Delivery) {
  const { values: _values, claim: _claim, claimedUntil: _until, ...shown } = delivery;
  return { ...shown, dueAt: delivery.dueAt ?? null, lastError: delivery.lastError ?? null };
}
