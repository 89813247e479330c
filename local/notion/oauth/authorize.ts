import type { Context, Hono } from "hono";
import { html } from "hono/html";
import type { Workspace } from "../call.ts";
import { layout } from "../developer/layout.ts";
import { readOwnForm } from "../developer/read-form.ts";
import { consentPage } from "./consent-page.ts";
import { giveConsent } from "./give-consent.ts";
import { readAsk } from "./read-ask.ts";

/** `GET /v1/oauth/authorize`: the page on which a person lets a connection in, and what it posts. */
export function authorizeRoutes(app: Hono, workspace: Workspace): void {
  app.get("/v1/oauth/authorize", (c) => {
    const ask = readAsk(new URL(c.req.url).searchParams, workspace);
    return typeof ask === "string" ? refused(c, ask) : c.html(consentPage(ask, workspace));
  });
  app.post("/v1/oauth/authorize", async (c) => {
    const form = await readOwnForm(c);
    if (!form) return refused(c, "This form was sent by another site.");
    const ask = readAsk(new URL(c.req.url).searchParams, workspace);
    if (typeof ask === "string") return refused(c, ask);
    const back = new URL(ask.redirectUri);
    if (form.get("answer") === "allow") {
      const chosen = {
        userId: form.get("user"),
        pageIds: form.all("page"),
        takesTemplate: form.get("template") === "copy",
      };
      const code = workspace.store.write(() => giveConsent(ask, chosen, workspace));
      if (code === undefined) return refused(c, "Choose a person, and at least one page or the template.");
      back.searchParams.set("code", code);
    } else back.searchParams.set("error", "access_denied");
    if (ask.state !== null) back.searchParams.set("state", ask.state);
    return c.redirect(back.href);
  });
}

function refused(c: Context, why: string) {
  return c.html(layout("This link does not work", html`<p>${why}</p>`), 400);
}
