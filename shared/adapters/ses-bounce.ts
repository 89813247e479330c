const bySubType: Record<string, string> = {
  NoEmail: "does not exist",
  Suppressed: "is on the list of addresses that SES mails no more, because they bounced",
  OnAccountSuppressionList: "is on the list of addresses that SES mails no more for this account",
  MailboxFull: "has a full mailbox",
  MessageTooLarge: "takes no message as large as this",
  ContentRejected: "did not take what the message holds",
  AttachmentRejected: "did not take its attachment",
};

/**
 * Why a mail bounced, in our words: servers write their own about people and addresses.
 * @param bounce SES's: `bounceType`, `bounceSubType`, and an enhanced status (RFC 3463) for each recipient where one was told.
 */
export function bounceReason(bounce: Record<string, unknown>): string {
  const { bounceType, bounceSubType, bouncedRecipients } = bounce;
  if (typeof bounceSubType === "string" && Object.hasOwn(bySubType, bounceSubType))
    return bySubType[bounceSubType] as string;
  if (bounceType !== "Permanent") return "could not be reached";
  const [first] = Array.isArray(bouncedRecipients) ? (bouncedRecipients as unknown[]) : [];
  const { status } = (typeof first === "object" && first !== null ? first : {}) as { status?: unknown };
  // 5.1.x: the address; the rest is about its server, its mailbox or a policy.
  return typeof status === "string" && /^5\.1\.(1|2|3|10)$/.test(status) ? "does not exist" : "takes no mail";
}
