import { randomBytes } from "node:crypto";
import type { Workspace } from "../call.ts";
import type { Form } from "../developer/read-form.ts";
import type { Subscription } from "../entities.ts";
import { eventTypes } from "./event.ts";
import { post } from "./post.ts";

const VERSIONS = ["2026-03-11", "2025-09-03", "2022-06-28"] as const;

/** Does what the page's form asks. @returns in words what is wrong with it, if anything. */
export async function changeSubscription(form: Form, workspace: Workspace): Promise<string | undefined> {
  const action = form.get("action");
  if (action === "create") return create(form, workspace);
  const subscription = workspace.store.get(form.get("id"));
  if (subscription?.kind !== "subscription" || subscription.state === "deleted") {
    return "There is no such subscription.";
  }
  const save = (changed: Partial<Subscription>) =>
    workspace.store.write(() => workspace.store.put({ ...subscription, ...changed }));
  const { state, apiVersion } = subscription;
  if (action === "verify") {
    if (form.get("token") !== subscription.verificationToken) return "That is not the token that was sent.";
    save({ state: "active" });
  } else if (action === "resend" && state === "pending") return handshake(subscription);
  else if (action === "pause" && state === "active") save({ state: "paused" });
  else if (action === "resume" && state === "paused") save({ state: "active" });
  else if (action === "types") save({ types: typesIn(form, apiVersion) });
  else if (action === "delete") save({ state: "deleted" });
  else return `A subscription that is ${state} cannot do that.`;
  return undefined;
}

async function create(form: Form, workspace: Workspace): Promise<string | undefined> {
  const { ids, store, users, clock } = workspace;
  const url = URL.parse(form.get("url"));
  const apiVersion = VERSIONS.find((one) => one === form.get("api_version")) ?? VERSIONS[0];
  if (!url || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url)))) {
    return "Give an https URL, or an http one of this machine (Notion itself takes public https URLs only).";
  }
  if (users.get(form.get("bot"))?.type !== "bot") return "Choose a connection.";
  const at = clock.now().getTime();
  const subscription: Subscription = {
    kind: "subscription",
    id: ids.uuid(),
    botId: form.get("bot"),
    url: url.href,
    types: typesIn(form, apiVersion),
    apiVersion,
    verificationToken: `secret_${randomBytes(32).toString("base64url")}`,
    state: "pending",
    stamp: { createdAt: at, createdBy: "", editedAt: at, editedBy: "", edit: store.nextEdit() },
  };
  store.write(() => store.put(subscription));
  return handshake(subscription);
}

function isLoopback({ hostname }: URL): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

/** None chosen means all. */
function typesIn(form: Form, apiVersion: string): string[] {
  const known = eventTypes(apiVersion);
  const chosen = form.all("type").filter((type) => known.includes(type));
  return chosen.length > 0 ? chosen : known;
}

async function handshake({ url, verificationToken }: Subscription): Promise<string | undefined> {
  const result = await post(url, { verification_token: verificationToken }, verificationToken);
  if (typeof result === "number" && result >= 200 && result < 300) return undefined;
  return `The token could not be sent to ${url}: ${result}. Send it again when it answers.`;
}
