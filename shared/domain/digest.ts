import type { Delivery } from "./delivery.ts";
import { minuteMs } from "./time/calendar.ts";
import { nextOf, type Schedule } from "./time/schedule.ts";

/**
 * How long after its moment a digest is sent: what was seen just before it may still be on its way there, and Rowbell looks
 * for what is due once a minute anyway.
 */
const graceMs = minuteMs;

/** What a digest's row is called, which it has none: so mails to one person keep their order and another's do not wait. */
const digestRow = /^digest-/;

/** Its own delivery, and for each recipient a digest and the place in it: DynamoDB takes 100 writes in one transaction. */
export const mostDigestRecipients = 49;

export function isDigest({ rowId }: Pick<Delivery, "rowId">): boolean {
  return digestRow.test(rowId);
}

/** After an outage a digest is rather late than a day later; what a brake held until the next day is not made up for at noon. */
const latestMs = 60 * minuteMs;

/**
 * The moment of a digest that a change belongs to, or, where that is closed or long over, the one after it. ISO.
 * @param after a time, ISO: when the change was seen, or the moment of the digest that was closed.
 */
export function digestMoment(schedule: Schedule, timeZone: string, after: string, now: string): string {
  const first = nextOf(schedule, timeZone, Date.parse(after));
  const isOver = Date.parse(now) - first > latestMs;
  return new Date(isOver ? nextOf(schedule, timeZone, Date.parse(now)) : first).toISOString();
}

/**
 * The digest of one rule for one person at one moment: a delivery like any other, which is about no row.
 * @param person tells it from those of others in its key.
 * @param member one of what is gathered in it.
 */
export function digestOf(member: Delivery, recipient: string, person: string, moment: string): Delivery {
  const { connectionId, sourceId, ruleId, ruleVersion, ruleName, policy, inRuns } = member;
  const rowId = `digest-${person}`;
  const revision = Math.floor(Date.parse(moment) / minuteMs);
  return {
    key: `${ruleId}:${rowId}@${revision}`,
    connectionId,
    sourceId,
    ruleId,
    ruleVersion,
    ruleName,
    rowId,
    rowTitle: `Digest for ${recipient}`,
    rowUrl: "",
    revision,
    op: "time",
    changes: [],
    values: { before: {}, after: {} },
    recipient,
    dryRun: false,
    ...(inRuns ? { inRuns } : {}),
    policy,
    generation: 0,
    state: "pending",
    seenAt: moment,
    attempts: 0,
    claim: 0,
    dueAt: new Date(Date.parse(moment) + graceMs).toISOString(),
  };
}
