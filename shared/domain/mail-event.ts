/** What became of a mail after the provider took it, as the newest of its recipients' servers says. Times are ISO. */
export type MailMark = {
  state: "delayed" | "delivered" | "bounced" | "complained" | "rejected";
  at: string;
  /** Nothing that comes later takes this back: the address is not to be mailed any more. */
  isForGood?: true;
  /** Continues the address: `does not exist`. */
  reason?: string;
  /** Addresses, in their canonical form, of which the provider said so for good: each is told of by itself. */
  gone?: readonly string[];
};

/** The provider's word on a delivery's message: at least that it was taken, when and under which name. */
export type MailEvent = {
  key: string;
  at: string;
  reference: string;
  /** What became of it since, and at which addresses, as the provider writes them. */
  news?: MailMark & { addresses: string[] };
};

const ranks: Record<MailMark["state"], number> = {
  delayed: 1,
  bounced: 2,
  delivered: 3,
  rejected: 4,
  complained: 6,
};

/**
 * Events come late, doubled and in any order, so each has a rank: what says less than what is known already tells nothing new.
 * An answer that somebody is out of office comes as a passing bounce, after the delivery, and must not undo it. Of a mail to
 * several, one more whose address is gone is always news.
 */
export function isNews(mark: MailMark, known: MailMark | undefined): boolean {
  if (known === undefined || rankOf(mark) > rankOf(known)) return true;
  return (mark.gone ?? []).some((address) => !known.gone?.includes(address));
}

/** What is remembered once a mark is taken: the one that says more, and every address that is gone. */
export function joinMarks(mark: MailMark, known: MailMark | undefined): MailMark {
  if (known === undefined) return mark;
  const gone = [...new Set([...(known.gone ?? []), ...(mark.gone ?? [])])];
  const said = rankOf(mark) >= rankOf(known) ? mark : known;
  return gone.length > 0 ? { ...said, gone } : said;
}

function rankOf({ state, isForGood }: MailMark): number {
  return state === "bounced" && isForGood ? 5 : ranks[state];
}

/** Is it something that the rule's author should hear of? */
export function isTrouble({ state }: MailMark): boolean {
  return state === "bounced" || state === "complained" || state === "rejected";
}

/** What an author reads of it, without a full stop. */
export function describeTrouble(
  { state, reason = "could not be reached" }: MailMark,
  address: string,
): string {
  if (state === "complained") return `“${address}” marked it as spam`;
  return state === "rejected" ? `SES did not send it: ${reason}` : `“${address}” ${reason}`;
}
