import type { Delivery } from "../../../shared/domain/delivery.ts";
import { parseDeliveryKey } from "../../../shared/domain/delivery.ts";
import { isDigest } from "../../../shared/domain/digest.ts";
import type { SentMail } from "../mailer.ts";
import { quiet } from "../rule-spec.ts";
import { shown } from "../wall-clock.ts";
import type { Evidence } from "./evidence.ts";
import { iso } from "./observation.ts";
import { writerOf } from "./writes.ts";

/** I5 and I6: how often a mail went out is what its delivery says, and "never twice" means it. */
export function mailsAreWhatDeliveriesSay(evidence: Evidence): void {
  const mails = mailsByKey(evidence);
  for (const delivery of evidence.deliveries.values()) {
    if (writerOf(evidence, delivery)) continue;
    const sent = mails.get(delivery.key) ?? [];
    const problem = contradiction(delivery, sent, isTriedAgain(evidence, delivery.key));
    if (!problem) continue;
    const what = `${delivery.key} is ${delivery.state} (${delivery.policy}), ${sent.length} mails went out: ${problem}`;
    evidence.found.push({
      invariant: "a delivery says how often its mail went out",
      what,
      rowId: delivery.rowId,
    });
  }
  for (const key of mails.keys()) {
    if (!evidence.deliveries.has(key))
      evidence.found.push({ invariant: "no mail without its delivery", what: key });
  }
}

/** Somebody asked for one more: what is uncertain may go out twice by that, and what failed goes out late. */
function isTriedAgain({ universe }: Evidence, key: string): boolean {
  return universe.author.runs?.ticks.some((tick) => tick.key === key) ?? false;
}

function contradiction(
  delivery: Delivery,
  sent: readonly SentMail[],
  isAskedFor: boolean,
): string | undefined {
  const { state, policy, possibleDuplicate, recipient } = delivery;
  if (sent.length > 1 && policy === "never twice" && !isAskedFor) return "never twice";
  if (sent.length > 1 && !possibleDuplicate) return "a doubled mail has to be marked";
  if (state === "done" && sent.length === 0) return "done, and nobody got it";
  if (["held", "dry run", "suppressed", "cancelled", "passed on"].includes(state) && sent.length > 0)
    return "nothing was to be sent";
  if (sent.some(({ mail }) => mail.to.length !== 1)) return "one of them went to several";
  if (recipient !== undefined && sent.some(({ mail }) => mail.to[0] !== recipient)) return "to another";
  if (state === "failed" && sent.length > 0 && !possibleDuplicate) return "failed, and somebody got it";
  return undefined;
}

function mailsByKey({ universe }: Evidence): Map<string, SentMail[]> {
  const mails = new Map<string, SentMail[]>();
  for (const mail of universe.mail.sent) mails.set(mail.key, [...(mails.get(mail.key) ?? []), mail]);
  return mails;
}

/** I7: what one rule sends of one row comes in the order of its states. */
export function mailsComeInOrder(evidence: Evidence): void {
  const mails = mailsByKey(evidence);
  const newest = new Map<string, { revision: number; at: number; key: string }[]>();
  for (const delivery of [...evidence.deliveries.values()].sort((a, b) => a.revision - b.revision)) {
    const times = (mails.get(delivery.key) ?? []).map(({ at }) => at);
    if (times.length === 0 || isTriedAgain(evidence, delivery.key)) continue;
    const name = `${delivery.ruleId} ${delivery.rowId}`;
    const seen = newest.get(name) ?? [];
    const [first, last] = [Math.min(...times), Math.max(...times)];
    // What one revision was passed on as has no order.
    const before = seen.find(({ revision, at }) => revision < delivery.revision && first < at);
    if (before) {
      const what = `${delivery.key} went out at ${iso(first)}, ${before.key} at ${iso(before.at)}`;
      evidence.found.push({
        invariant: "mails of a row and rule come in order",
        what,
        rowId: delivery.rowId,
      });
    }
    newest.set(name, [...seen, { revision: delivery.revision, at: last, key: delivery.key }]);
  }
}

/** A look at the clock, a claim and a send: nothing that was begun before quiet hours is later than this. */
const begunMs = 90_000;

/** Nobody is mailed in quiet hours, by the clocks of the rule's zone; but its author, who just asked for a test. */
export function quietHoursAreKept({ deliveries, universe, found }: Evidence): void {
  const quietRules = new Set(
    universe.author.rules
      .filter(({ history }) => history[0]?.spec?.options.includes(quiet.options[0]))
      .map(({ row }) => row.id),
  );
  const isQuiet = (at: number) => {
    const time = shown(at, quiet.timeZone).slice(-5);
    return time >= quiet.from && time < quiet.until;
  };
  for (const { key, at } of universe.mail.sent) {
    const { ruleId } = parseDeliveryKey(key);
    const isTest = deliveries.get(key)?.op === "test";
    if (!isTest && quietRules.has(ruleId) && isQuiet(at) && isQuiet(at - begunMs))
      found.push({ invariant: "quiet hours are kept", what: `${key} went out at ${iso(at)}` });
  }
}

/** Two polls, of those that come most seldom. */
const lookedAtMs = 10 * 60_000;

/** I10: what was owed has ended, or waits for a person. */
export function everythingOwedIsSettled({ deliveries, universe, found }: Evidence): void {
  for (const delivery of deliveries.values()) {
    const { key, state, dueAt, rowId, lastError } = delivery;
    if (state !== "pending" && state !== "sending") continue;
    // Schedules go on, and so do their digests: one that has just come due has not been looked at yet.
    if (isDigest(delivery) && universe.time.now() - Date.parse(dueAt ?? "") < lookedAtMs) continue;
    const what = `${key} is still ${state}, due ${dueAt}, at ${iso(universe.time.now())}: ${lastError ?? ""}`;
    found.push({ invariant: "what is owed is settled in the end", what, rowId });
  }
}

/** I11: what is held goes out only after its author said so, and no poll sends more for a rule than its limit. */
export function brakesHold(evidence: Evidence): void {
  const mails = mailsByKey(evidence);
  const { rules } = evidence.universe.author;
  for (const observed of evidence.observed.values()) {
    for (const { commit } of observed) {
      for (const { key, state, ruleId, rowId } of commit.deliveries) {
        const first = mails.get(key)?.[0];
        if (state !== "held" || !first) continue;
        const rule = rules.find(({ row }) => row.id === ruleId);
        const released =
          rule?.row.states.some(({ at, cells }) => at <= first.at && isTicked(cells.release)) ||
          rule?.decisions.some(({ at, answer }) => at <= first.at && answer === "release");
        if (!released)
          evidence.found.push({ invariant: "what is held waits for a person", what: key, rowId });
      }
    }
  }
  for (const rule of rules) {
    const options = rule.history.find(({ spec }) => spec)?.spec?.options ?? "";
    const [, above = "25"] = /hold above: (\d+|never)/.exec(options) ?? [];
    const most = above === "never" ? Number.POSITIVE_INFINITY : Number(above);
    for (const [run, count] of firingsPerRun(evidence, rule.row.id)) {
      if (count > most)
        evidence.found.push({
          invariant: "a poll fires a rule for no more rows than its limit",
          what: `poll ${run} fired rule ${rule.row.number} ${count} times, its limit is ${most}`,
        });
    }
  }
}

/** I11: once a limit has closed a brake, nothing passes it until its author has answered. */
export function brakesStayClosed(evidence: Evidence): void {
  for (const rule of evidence.universe.author.rules) {
    const { ledger, notion } = evidence.universe;
    const opened = ledger.opened.get(rule.row.id) ?? [];
    // What Rowbell writes beside a tick that stands there is no answer.
    const ticks = rule.row.states.flatMap(({ at, cells, editedBy }) =>
      editedBy !== notion.bot && (isTicked(cells.release) || isTicked(cells.discard)) ? [at] : [],
    );
    const answers = [...ticks, ...rule.decisions.map(({ at }) => at)];
    // A tick is read later, and opens the brake when nothing waits there any more; it opens none that closes after that.
    const isOpened = (from: number, until: number) =>
      opened.some((time) => time >= from && time <= until && answers.some((at) => at >= from && at <= time));
    const events = [...evidence.observed.values()]
      .flat()
      .flatMap(({ at, run, commit }) =>
        commit.deliveries
          .filter(({ ruleId, dryRun, refusal }) => ruleId === rule.row.id && !dryRun && refusal === undefined)
          .map(({ state, op, key }) => ({
            at,
            run,
            state,
            key,
            isApart: op === "asked" || op === "test",
            isLate: op === "time" && isLate(commit.snapshot.reached?.[rule.row.id], at),
          })),
      )
      .sort((a, b) => a.at - b.at);
    // Held for a reason of their own, lateness or a circle, they close nothing.
    if (rule.history[0]?.spec?.sets) continue;
    let closedAt: number | undefined;
    for (const { at, run, state, key, isLate, isApart } of events) {
      if (isApart) continue;
      if (closedAt !== undefined && isOpened(closedAt, at)) closedAt = undefined;
      if (state === "held") closedAt = isLate ? closedAt : (closedAt ?? at);
      else if (state === "pending" && closedAt !== undefined && run && run.startedAt > closedAt)
        evidence.found.push({
          invariant: "a closed brake stays closed",
          what: `rule ${rule.row.number}, ${key}`,
        });
    }
  }
}

/** So late that a person has to say whether it is still wanted; or nearly, by a clock that is off. */
function isLate(moment: string | undefined, at: number): boolean {
  return moment !== undefined && at - Date.parse(moment) > 24 * 60 * 60_000 - 20 * 60_000;
}

function isTicked(cell: unknown): boolean {
  return (cell as { value?: unknown } | undefined)?.value === true;
}

/** What a rule owes that could not be evaluated ends as failed, whatever its brake says: it is told, and sent to nobody. */
function firingsPerRun(evidence: Evidence, ruleId: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const observed of evidence.observed.values()) {
    for (const { commit, run } of observed) {
      const fired = commit.deliveries.filter(
        ({ ruleId: its, state, dryRun, refusal, op }) =>
          its === ruleId && state === "pending" && op !== "test" && !dryRun && refusal === undefined,
      );
      if (run && fired.length > 0) counts.set(run.index, (counts.get(run.index) ?? 0) + fired.length);
    }
  }
  return counts;
}
