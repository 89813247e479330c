import type { Runner } from "../../define.ts";
import { backoffMs, mostAttempts } from "../../domain/backoff.ts";
import type { Delivery, DeliveryResult } from "../../domain/delivery.ts";
import { BudgetError, PermanentError, TransientError } from "../../domain/errors.ts";
import { cut } from "../../domain/words.ts";
import { runners } from "../../generated/registry.ts";
import type { DeliverServices, Outcome, SettledState } from "../../ports.ts";
import { runnerFor } from "../../registry.ts";
import { leaveOutSuppressed } from "./leave-out-suppressed.ts";
import { rowWriter } from "./write-row.ts";

/** What became of one wake-up. `waiting`: not due, not first, or not there to claim; it is woken again when it is. */
export type DeliverResult = SettledState | "retry" | "sending" | "waiting";

/**
 * How long a claim stands. Longer than a send can take (the mailer gives up after seconds), so that nobody begins again
 * while a send may still succeed.
 */
const claimMs = 60_000;

/**
 * How long the provider's own word is waited for before a send without an answer is given up as unknown: SES publishes its
 * send event within seconds, and promises it only as best effort.
 */
const eventMs = 5 * 60_000;

/** How long a delivery waits for an older one of its row and rule that itself waits at the brake. */
const heldWaitMs = 60_000;

/** The answer for a send whose outcome was never learned: the process died or the connection broke after it began. */
const unknownOutcome =
  "The send was begun and its answer was lost, so the message may or may not have gone out. It is not sent again by itself.";

/** The same for what may simply be done again. */
const repeatedOutcome = "Its outcome is not known yet";

/**
 * Takes one delivery as far as it can go now: render, claim, run its action, settle or put back.
 * @param onPassedOn is told the keys of those that it was passed on as, which are due; they are also found by the next poll.
 */
export async function deliver(
  services: DeliverServices,
  key: string,
  onPassedOn: (keys: readonly string[]) => void = () => {},
): Promise<DeliverResult> {
  const delivery = await services.outbox.load(key);
  const now = services.clock.now();
  if (!delivery?.dueAt || delivery.dueAt > now.toISOString()) return "waiting";
  if (delivery.state === "sending") return settleAbandoned(services, delivery, now);
  if (delivery.state !== "pending") return "waiting";
  if (delivery.refusal !== undefined)
    return settle(services, delivery, "failed", { error: delivery.refusal });
  const head = await services.rules.head(delivery.connectionId, delivery.ruleId);
  // One that may have gone out is neither cancelled nor dry: who wonders must find it, and so must the send event.
  if (delivery.possibleDuplicate && head?.state !== "Live")
    return settle(services, delivery, "uncertain", { error: unknownOutcome });
  if (!head || head.state === "Off") {
    const error = "The rule was turned off or removed before this was sent.";
    return settle(services, delivery, "cancelled", { error });
  }
  // A later state must not overtake an earlier one that is still on its way.
  const earlier = await services.outbox.earlier(delivery);
  if (earlier) return waitFor(services, delivery, earlier.dueAt ?? later(now, heldWaitMs));
  const prepared = await prepare(services, delivery);
  if ("refusal" in prepared) return settle(services, delivery, "failed", { error: prepared.refusal });
  const { result } = prepared;
  // Somebody who sets a rule to Dry run wants nothing more sent, also of what was owed already.
  if (delivery.dryRun || head.state !== "Live") return settle(services, delivery, "dry run", { result });
  if (prepared.recipients.length > 1) {
    const keys = await services.outbox.passOn(delivery, prepared.recipients, now.toISOString());
    onPassedOn(keys ?? []);
    return keys ? "passed on" : "waiting";
  }
  // Before the claim, which ends a minute after `now`: a "no" that is stored meanwhile is heeded from then on.
  const { message, leftOut } = await leaveOutSuppressed(
    services,
    delivery,
    prepared.runner,
    prepared.message,
  );
  if (message === undefined) return settleSuppressed(services, delivery, prepared, leftOut);
  const claimed = await services.outbox.claim(delivery, now.toISOString(), later(now, claimMs));
  if (!claimed) return "waiting";
  return act(services, claimed, {
    ...prepared,
    message,
    result: leftOut.length ? { ...result, leftOut } : result,
  });
}

async function settleSuppressed(
  services: DeliverServices,
  delivery: Delivery,
  { result }: Prepared,
  leftOut: readonly string[],
): Promise<DeliverResult> {
  const why = leftOut.join("; ");
  // The send before this one may have gone out.
  if (delivery.possibleDuplicate)
    return settle(services, delivery, "uncertain", { error: `${unknownOutcome} Besides, ${why}.` });
  return settle(services, delivery, "suppressed", { result, error: why });
}

async function waitFor(services: DeliverServices, delivery: Delivery, dueAt: string): Promise<"waiting"> {
  if (dueAt > (delivery.dueAt ?? "")) await services.outbox.defer(delivery, dueAt);
  return "waiting";
}

/**
 * Its claim has ended and nobody settled it: whether its send went through is not known. The provider may still tell; then
 * the rule decides which side the doubt takes.
 */
async function settleAbandoned(
  services: DeliverServices,
  delivery: Delivery,
  now: Date,
): Promise<DeliverResult> {
  if (await isRepeatable(services, delivery)) return repeatAbandoned(services, delivery, now);
  const givenUpAt = Date.parse(delivery.claimedUntil ?? "") - claimMs + eventMs;
  if (now.getTime() < givenUpAt) return "sending";
  if (delivery.policy === "never twice")
    return settle(services, delivery, "uncertain", { error: unknownOutcome });
  if (delivery.attempts >= mostAttempts)
    return settle(services, delivery, "uncertain", {
      error: `${unknownOutcome} (begun ${delivery.attempts} times)`,
    });
  await services.outbox.repeat(delivery, now.toISOString());
  return "retry";
}

async function isRepeatable({ rules }: DeliverServices, delivery: Delivery): Promise<boolean> {
  const rule = await rules.load(delivery.ruleId, delivery.ruleVersion);
  // Of an action that this version does not know nothing is promised.
  return runners.some(({ type, isRepeatable }) => isRepeatable && type === rule?.action.type);
}

/** Doing it again has the effect of doing it once, so nobody has to tell whether it was done. */
async function repeatAbandoned(
  services: DeliverServices,
  delivery: Delivery,
  now: Date,
): Promise<DeliverResult> {
  if (now.toISOString() < (delivery.claimedUntil ?? "")) return "sending";
  return tryAgain(services, delivery, new TransientError(repeatedOutcome));
}

/** Everything decided, nothing begun. */
type Prepared = {
  runner: Runner;
  message: unknown;
  result: DeliveryResult;
  /** Those who each get it by themselves. */
  recipients: readonly string[];
};

/** What is kept of a message for the story: its delivery must fit into the table when it is settled, after it was sent. */
const longestPreview = 20_000;

function shortened(preview: NonNullable<DeliveryResult["preview"]>) {
  return { ...preview, to: cut(preview.to, 2_000), text: cut(preview.text, longestPreview) };
}

/** Before the claim, so that between the claim and the send there is nothing that could fail. */
async function prepare(
  services: DeliverServices,
  delivery: Delivery,
): Promise<Prepared | { refusal: string }> {
  const rule = await services.rules.load(delivery.ruleId, delivery.ruleVersion);
  if (!rule) return { refusal: `Version ${delivery.ruleVersion} of the rule is not in the table any more.` };
  try {
    const runner = runnerFor(rule.action.type);
    const whole = runner.render(rule.action.input, {
      values: delivery.values,
      row: { url: delivery.rowUrl },
      rule: { name: rule.name },
      seenAt: delivery.seenAt,
      timeZone: rule.options.timeZone,
      locale: rule.options.locale,
    });
    const { recipient } = delivery;
    const message = recipient === undefined ? whole : runner.each?.only(whole, recipient);
    const recipients = recipient === undefined ? (runner.each?.recipients(whole) ?? []) : [];
    return { runner, message, recipients, result: { preview: shortened(runner.preview(message)) } };
  } catch (error) {
    if (error instanceof PermanentError) return { refusal: error.message };
    services.log.error("not-rendered", { key: delivery.key, reason: nameOf(error) });
    return { refusal: "Rowbell stumbled over this row; that is a fault of Rowbell's. Please report it." };
  }
}

async function act(
  services: DeliverServices,
  delivery: Delivery,
  { runner, message, result }: Prepared,
): Promise<DeliverResult> {
  if (!hasTimeToSend(services, delivery)) return putOff(services, delivery);
  let reference: string;
  try {
    reference = await runner.run(message, delivery.key, {
      mailer: services.mailer,
      writeRow: rowWriter(services, delivery),
    });
  } catch (error) {
    return putBack(services, delivery, runner, error);
  }
  return settle(services, delivery, "done", { result: { ...result, reference } });
}

/** A send ends within 13 seconds (the client's limits), and everything about it must end within its claim. */
const longestSendMs = 20_000;

function hasTimeToSend({ clock }: DeliverServices, { claimedUntil }: Delivery): boolean {
  return clock.now().getTime() + longestSendMs < Date.parse(claimedUntil ?? "");
}

/** Frozen since the claim: a send begun now could end when the claim has ended. Nothing was tried, and it does not count. */
async function putOff(services: DeliverServices, delivery: Delivery): Promise<DeliverResult> {
  const now = services.clock.now().toISOString();
  const error = "Rowbell was interrupted before it could send this";
  const untried = { ...delivery, attempts: delivery.attempts - 1 };
  return (await services.outbox.retry(untried, now, now, error)) ? "retry" : "waiting";
}

async function putBack(
  services: DeliverServices,
  delivery: Delivery,
  runner: Runner,
  error: unknown,
): Promise<DeliverResult> {
  if (error instanceof PermanentError) return settle(services, delivery, "failed", { error: error.message });
  if (error instanceof BudgetError) return waitForBudget(services, delivery, error);
  if (error instanceof TransientError) return tryAgain(services, delivery, error);
  services.log.error("send-outcome-unknown", { key: delivery.key, reason: nameOf(error) });
  if (runner.isRepeatable) return tryAgain(services, delivery, new TransientError(repeatedOutcome));
  // It stays claimed, and becomes "uncertain" when the claim ends.
  return "sending";
}

/** Nothing was tried: it does not count, however long the budget is short. */
async function waitForBudget(
  services: DeliverServices,
  delivery: Delivery,
  { again, message }: BudgetError,
): Promise<DeliverResult> {
  const now = services.clock.now().toISOString();
  await services.outbox.retry({ ...delivery, attempts: delivery.attempts - 1 }, now, again, message);
  return "retry";
}

async function tryAgain(
  services: DeliverServices,
  delivery: Delivery,
  error: TransientError,
): Promise<DeliverResult> {
  if (delivery.attempts >= mostAttempts) {
    return settle(services, delivery, "failed", {
      error: `${error.message} (tried ${delivery.attempts} times)`,
    });
  }
  const wait = Math.max(backoffMs(delivery.attempts), error.retryAfterMs ?? 0);
  const now = services.clock.now();
  await services.outbox.retry(delivery, now.toISOString(), later(now, wait), error.message);
  return "retry";
}

async function settle(
  services: DeliverServices,
  delivery: Delivery,
  state: SettledState,
  outcome: Omit<Outcome, "at">,
): Promise<DeliverResult> {
  const settled = await services.outbox.settle(delivery, state, {
    at: services.clock.now().toISOString(),
    ...outcome,
  });
  return settled ? state : "waiting";
}

/** The message of an unknown error may quote what was sent, so only its kind is logged. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
