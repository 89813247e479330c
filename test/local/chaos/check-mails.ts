import type { Mail } from "../../support/demo.ts";
import type { Complain } from "./check-chaos.ts";
import type { Outcome, ShownDelivery } from "./run-chaos.ts";

/** How often a mail went out is what its delivery says, in order, and everything has come to its end. */
export function checkMails(outcome: Outcome, complain: Complain): void {
  const { deliveries, mails, truth, rules, held } = outcome;
  const byKey = Map.groupBy(mails, ({ headers }) => headers["x-rowbell-delivery"] ?? "");
  const keys = new Set(deliveries.map(({ key }) => key));
  const own = new Set(Object.values(rules).map(({ id }) => id));
  for (const key of byKey.keys()) if (!keys.has(key)) complain("no mail without its delivery", key);
  for (const delivery of deliveries) {
    const sent = byKey.get(delivery.key) ?? [];
    truth.count(`deliveries ${delivery.state}`);
    const isWrite = delivery.ruleId === rules.write.id;
    const problem = isWrite ? undefined : contradiction(delivery, sent);
    const what = `${delivery.key} is ${delivery.state} (${delivery.policy}), ${sent.length} mails`;
    if (problem) complain("a delivery says how often its mail went out", `${what}: ${problem}`);
    // The demo's own rules fail for rows without an owner, which is right.
    const isFailed = delivery.state === "failed" && own.has(delivery.ruleId);
    if (delivery.state === "pending" || delivery.state === "sending" || isFailed)
      complain("what is owed is settled in the end", `${what}, due ${delivery.dueAt}: ${delivery.lastError}`);
    if (delivery.state === "held" && held === 0) complain("what is held is counted", what);
    if (own.has(delivery.ruleId)) saysWhatHappened(delivery, sent[0], complain);
  }
  comeInOrder(deliveries, byKey, mails, complain);
  const releases = truth.releases.get(rules.braked.id) ?? [];
  for (const [key, { from, sent }] of truth.held) {
    truth.count("held");
    if (sent !== undefined && !releases.some((tick) => tick > from && tick < sent))
      complain("what is held waits for a person", `${key} held ${from}, sent ${sent}, releases ${releases}`);
  }
}

function contradiction(
  { state, policy, possibleDuplicate, dryRun }: ShownDelivery,
  sent: readonly Mail[],
): string | undefined {
  if (dryRun && sent.length > 0) return "a dry run sends nothing";
  if (sent.length > 1 && policy === "never twice") return "never twice";
  if (sent.length > 1 && !possibleDuplicate) return "a doubled mail has to be marked";
  if (state === "done" && sent.length === 0) return "done, and nobody got it";
  if (["held", "dry run", "suppressed", "cancelled"].includes(state) && sent.length > 0)
    return "nothing was to be sent";
  return undefined;
}

/** The mail's own words are those of its change. */
function saysWhatHappened(
  { key, changes, op }: ShownDelivery,
  mail: Mail | undefined,
  complain: Complain,
): void {
  const change = changes.find(({ column }) => column === "Status");
  if (!mail || !change || op !== "update") return;
  const words = `|${change.before}>${change.after}|`;
  if (!mail.subject.includes(words))
    complain("a mail says what happened", `${key}: "${mail.subject}", not ${words}`);
}

function comeInOrder(
  deliveries: readonly ShownDelivery[],
  byKey: ReadonlyMap<string, readonly Mail[]>,
  mails: readonly Mail[],
  complain: Complain,
): void {
  const places = new Map(mails.map(({ id }, index) => [id, index]));
  const newest = new Map<string, { key: string; at: number }>();
  for (const { key, ruleId, rowId } of [...deliveries].sort((a, b) => a.revision - b.revision)) {
    const at = (byKey.get(key) ?? []).map(({ id }) => places.get(id) ?? 0);
    if (at.length === 0) continue;
    const before = newest.get(`${ruleId} ${rowId}`);
    if (before && Math.min(...at) < before.at)
      complain("mails of a row and rule come in order", `${key} came before ${before.key}`);
    newest.set(`${ruleId} ${rowId}`, { key, at: Math.max(...at) });
  }
}
