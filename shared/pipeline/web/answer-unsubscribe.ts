import { canonicalAddress } from "../../domain/suppression.ts";
import { readToken } from "../../domain/unsubscribe-token.ts";
import {
  askPage,
  donePage,
  notUnderstoodPage,
  type UnsubscribeScope,
  unknownLinkPage,
} from "../../domain/web/unsubscribe-page.ts";
import type { WebServices } from "../../ports.ts";

/** What a browser or a mail client sent; `form` answers a field of its body. */
export type UnsubscribeRequest = {
  method: string;
  token: string;
  form(): Promise<ReadonlyMap<string, string>>;
};

export type UnsubscribeAnswer = { status: number; html: string };

/**
 * The page behind the link in a mail. GET only asks. POST acts, from the page's buttons or, as RFC 8058 has it, from a mail
 * client that never saw the page; how often does not matter. Whoever has the link needs no login: it was sent to its owner.
 * @throws the table's errors.
 */
export async function answerUnsubscribe(
  services: WebServices,
  request: UnsubscribeRequest,
): Promise<UnsubscribeAnswer> {
  const claim = readToken(request.token, await services.signingKeys());
  const address = claim && canonicalAddress(claim.address);
  if (!claim || !address) return { status: 404, html: unknownLinkPage() };
  const { ruleId, connectionId } = claim;
  // A rule that was removed has no name any more, and its mail can be refused all the same.
  const ruleName = (await services.rules.head(connectionId, ruleId))?.name;
  if (request.method !== "POST") return { status: 200, html: askPage(claim.address, ruleName) };
  const scope = scopeIn(await request.form());
  if (!scope) return { status: 400, html: notUnderstoodPage() };
  await services.suppressions.add(connectionId, {
    address,
    ...(scope === "rule" ? { ruleId } : {}),
    ...(ruleName === undefined ? {} : { ruleName }),
    reason: "unsubscribed",
    at: services.clock.now().toISOString(),
  });
  services.log.info("unsubscribed", { ruleId, scope });
  return { status: 200, html: donePage(claim.address, ruleName, scope) };
}

function scopeIn(form: ReadonlyMap<string, string>): UnsubscribeScope | undefined {
  if (form.get("List-Unsubscribe") === "One-Click") return "rule";
  const scope = form.get("scope");
  return scope === "rule" || scope === "all" ? scope : undefined;
}
