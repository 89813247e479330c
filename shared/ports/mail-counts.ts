/** How many mails of a rule one person got on a day. */
export interface MailCounts {
  /**
   * Counts one more unless there were `most` already. It is counted before it is sent, and once however often it is tried on
   * that day: a mail that SES has no room for must not take that of others.
   * @param key of the delivery.
   * @param day `2026-05-03`, of the rule's zone.
   * @returns whether it is counted in.
   */
  countIn(key: string, ruleId: string, recipient: string, day: string, most: number): Promise<boolean>;
}
