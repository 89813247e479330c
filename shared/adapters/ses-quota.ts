import { GetSendQuotaCommand, type SESClient } from "@aws-sdk/client-ses";
import { BudgetError } from "../domain/errors.ts";
import type { Clock } from "../ports.ts";

/** How long an answer is believed. */
const freshMs = 60_000;

/** A send must end well within its claim, whatever SES takes for this question before it. */
const longestMs = 2_000;

/** The account's quota is not ours alone, and a mail refused by SES is one more to explain: the last twentieth is left. */
const share = 0.95;

/** Mails leave SES's count as their 24 hours pass, so it is worth looking again soon. */
const againMs = 15 * 60_000;

/**
 * Keeps the deployment below the account's SES quota, which counts recipients over the last 24 hours.
 * @returns asks for room for so many recipients. It throws BudgetError when there is none: nothing was sent, and waiting for
 * it counts as no attempt. Where SES does not tell its quota, SES itself is left to refuse.
 */
export function sesQuota(client: SESClient, clock: Clock): (recipients: number) => Promise<void> {
  let known: { until: number; left: number; quota: number } | undefined;

  async function read(now: number) {
    try {
      const answer = await client.send(new GetSendQuotaCommand({}), {
        abortSignal: AbortSignal.timeout(longestMs),
      });
      const { Max24HourSend = -1, SentLast24Hours = 0 } = answer;
      // -1: no limit.
      const left = Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Max24HourSend * share - SentLast24Hours;
      return { until: now + freshMs, left, quota: Max24HourSend };
    } catch {
      return { until: now + freshMs, left: Number.POSITIVE_INFINITY, quota: -1 };
    }
  }

  return async (recipients) => {
    const now = clock.now().getTime();
    if (!known || known.until <= now) known = await read(now);
    if (known.left >= recipients) {
      known.left -= recipients;
      return;
    }
    throw new BudgetError(
      `the account's SES quota of ${known.quota} mails a day is nearly used up; ask AWS for a higher one, or wait`,
      new Date(now + againMs).toISOString(),
    );
  };
}
