import type { Context, Hono } from "hono";
import type { Workspace } from "../call.ts";
import { invalid } from "../problem.ts";
import { readJson } from "../read-call.ts";
import type { Faults } from "./faults.ts";

/** Where the person at this machine sets what goes wrong, and takes or replaces the whole workspace. */
export function admin(app: Hono, { knobs, store }: Workspace, faults: Faults): void {
  app.post("/_admin/fail", async (c) => {
    faults.set(await readAdminJson(c));
    return c.json({ ok: true });
  });
  app.get("/_admin/knobs", (c) => c.json(knobs.all()));
  app.post("/_admin/knobs", async (c) => {
    knobs.set(await readAdminJson(c));
    return c.json(knobs.all());
  });
  app.delete("/_admin/knobs", (c) => {
    knobs.reset();
    faults.end();
    return c.json(knobs.all());
  });
  app.get("/_admin/snapshot", (c) => c.json(store.export()));
  app.put("/_admin/snapshot", async (c) => {
    const snapshot = await readAdminJson(c);
    try {
      store.import(snapshot);
    } catch (error) {
      throw invalid((error as Error).message);
    }
    return c.json({ ok: true });
  });
  app.delete("/_admin/snapshot", (c) => {
    store.reset();
    return c.json({ ok: true });
  });
}

/** Of any size: it may be a whole workspace. JSON only: a form of another site's page could send any other type without asking first. */
function readAdminJson(c: Context): Promise<unknown> {
  if (!c.req.header("content-type")?.startsWith("application/json")) throw invalid("Send application/json.");
  return readJson(c, Number.POSITIVE_INFINITY);
}
