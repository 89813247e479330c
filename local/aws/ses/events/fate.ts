import type { SuppressionReason } from "../account/suppression-list.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { Happening } from "./happening.ts";
import { simulatorKind } from "./mailbox-simulator.ts";

/** A happening, so long after the mail was taken. */
export type Planned = { happening: Happening; seconds: number };

/** What a mail meets: what SES looks at before it goes out, then each recipient's server, then the recipient. */
export function fateOf(
  mail: { recipients: readonly string[]; hasVirus: boolean },
  knobs: Knobs,
  suppressed: (address: string) => SuppressionReason | undefined,
): Planned[] {
  // SES says of a mail with a virus that it took it, and sends it to nobody.
  if (mail.hasVirus || knobs.happens("virusChance")) return [{ happening: { type: "Reject" }, seconds: 0 }];
  return [
    { happening: { type: "Send" }, seconds: 0 },
    ...mail.recipients.flatMap((recipient) => fateAt(recipient, knobs, suppressed(recipient))),
  ];
}

const hardBounce = (recipient: string, bounceSubType: string): Happening => ({
  type: "Bounce",
  recipient,
  bounceType: "Permanent",
  bounceSubType,
});
const softBounce = (recipient: string, bounceSubType: string): Happening => ({
  type: "Bounce",
  recipient,
  bounceType: "Transient",
  bounceSubType,
});

function fateAt(recipient: string, knobs: Knobs, suppressed: SuppressionReason | undefined): Planned[] {
  const seconds = knobs.get("deliverySeconds");
  const delivered: Planned = { happening: { type: "Delivery", recipient }, seconds };
  const then = (happening: Happening, later = 0): Planned => ({ happening, seconds: seconds + later });
  switch (simulatorKind(recipient)) {
    case "success":
      return [delivered];
    case "bounce":
      return [then(hardBounce(recipient, "General"))];
    case "suppressionlist":
      return [then(hardBounce(recipient, "Suppressed"))];
    case "complaint":
      return [delivered, then({ type: "Complaint", recipient }, 1)];
    // An out-of-office answer comes back where bounces do, and SES takes it for a passing one.
    case "ooto":
      return [delivered, then(softBounce(recipient, "General"), 1)];
    default:
  }
  if (suppressed) return [then(hardBounce(recipient, "OnAccountSuppressionList"))];
  if (knobs.get("byHand")) return [];
  if (knobs.happens("bounceChance")) return [then(hardBounce(recipient, "General"))];
  if (knobs.happens("softBounceChance")) return [then(softBounce(recipient, "MailboxFull"))];
  const late = knobs.happens("delayChance") ? knobs.get("delaySeconds") : 0;
  const complaint = then({ type: "Complaint", recipient }, late + knobs.get("complaintSeconds"));
  return [
    ...(late > 0 ? [then({ type: "DeliveryDelay", recipient, seconds: late })] : []),
    then({ type: "Delivery", recipient }, late),
    ...(knobs.happens("complaintChance") ? [complaint] : []),
  ];
}
