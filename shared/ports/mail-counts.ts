/** How many mails of a rule one person got on a day. */
export interface MailCounts {
  /**
   * Counts one more unless there were `most` already. Counted before it is sent, and again when it is tried again: so a day
   * may have fewer, and never more.
   * @param day `2026-05-03`, of the rule's zone.
   * @returns whether it is counted in.
   */
  countIn(ruleId: string, recipient: string, day: string, most: number): Promise<boolean>;
}
