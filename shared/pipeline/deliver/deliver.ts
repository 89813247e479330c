import type { Runner } from "../../define.ts";
import { backoffMs, mostAttempts } from "../../domain/backoff.ts";
import type { Delivery } from "../../domain/delivery.ts";
import { digestMoment, isDigest, mostDigestRecipients } from "../../domain/digest.ts";
import { BudgetError, PermanentError, StoppedError, TransientError } from "../../domain/errors.ts";
import type { RuleHead } from "../../domain/rule.ts";
import type { Schedule } from "../../domain/time/schedule.ts";
import { runners } from "../../generated/registry.ts";
import type { DeliverServices, Outcome, SettledState } from "../../ports.ts";
import { leaveOutSuppressed } from "./leave-out-suppressed.ts";
import { notNow } from "./not-now.ts";
import { repeatedOutcome, unknownOutcome } from "./outcomes.ts";
import { type Prepared, prepare } from "./prepare.ts";
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
  if (delivery.possibleDuplicate && head?.state !== "Live" && !delivery.test)
    return settle(services, delivery, "uncertain", { error: unknownOutcome });
  if (!head || (head.state === "Off" && !delivery.test)) {
    const error = "The rule was turned off or removed before this was sent.";
    return settle(services, delivery, "cancelled", { error });
  }
  // A later state must not overtake an earlier one that is still on its way.
  const earlier = await services.outbox.earlier(delivery);
  if (earlier) return waitFor(services, delivery, earlier.dueAt ?? later(now, heldWaitMs));
  // From here on a digest is what it is: what comes now goes into the next one.
  const closed =
    isDigest(delivery) && delivery.claim === 0 ? await services.outbox.close(delivery) : delivery;
  return closed ? deliverClosed(services, closed, head, now, onPassedOn) : "waiting";
}

async function deliverClosed(
  services: DeliverServices,
  delivery: Delivery,
  head: RuleHead,
  now: Date,
  onPassedOn: (keys: readonly string[]) => void,
): Promise<DeliverResult> {
  const prepared = await prepare(services, delivery);
  if ("refusal" in prepared) return settle(services, delivery, "failed", { error: prepared.refusal });
  if ("trouble" in prepared) {
    const tried = await services.outbox.claim(delivery, now.toISOString(), later(now, claimMs));
    return tried ? putBack(services, tried, prepared.runner, prepared.trouble) : "waiting";
  }
  const { result } = prepared;
  // Somebody who sets a rule to Dry run wants nothing more sent, also of what was owed already.
  const isDry = delivery.dryRun || head.state !== "Live";
  if (isDry && !delivery.test) return settle(services, delivery, "dry run", { result });
  const { recipients, options } = prepared;
  if (options.digest && prepared.runner.digest && !isDigest(delivery))
    return gather(services, delivery, prepared, options.digest);
  const recipient = recipients.length > 1 ? undefined : (delivery.recipient ?? recipients[0]);
  const wait = await notNow(services, options, delivery.ruleId, recipient, now.getTime());
  if (wait !== undefined && prepared.runner.each) return waitFor(services, delivery, wait);
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

/** Its mail is a part of a later one. */
async function gather(
  services: DeliverServices,
  delivery: Delivery,
  { recipients, options }: Prepared,
  digest: Schedule,
): Promise<DeliverResult> {
  const people = delivery.recipient === undefined ? recipients : [delivery.recipient];
  if (people.length > mostDigestRecipients)
    return settle(services, delivery, "failed", {
      error: `To holds ${people.length} addresses for this row; a digest can go to ${mostDigestRecipients}`,
    });
  const momentAfter = (after: string) => digestMoment(digest, options.timeZone, after);
  const at = services.clock.now().toISOString();
  return (await services.outbox.gather(delivery, people, momentAfter, at)) ? "passed on" : "waiting";
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
  // Whatever its rule does, a test is a mail.
  if (delivery.test) return false;
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
  if (error instanceof StoppedError) return waitForStart(services, delivery, error);
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

/** How soon mail goes out again after it was started. */
const stoppedMs = 5 * 60_000;

async function waitForStart(
  services: DeliverServices,
  delivery: Delivery,
  { message }: StoppedError,
): Promise<DeliverResult> {
  const now = services.clock.now();
  const untried = { ...delivery, attempts: delivery.attempts - 1 };
  await services.outbox.retry(untried, now.toISOString(), later(now, stoppedMs), message);
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
