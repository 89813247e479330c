import * as v from "valibot";
import { AwsError } from "../../aws-error.ts";
import type { Knobs } from "../knobs/knobs.ts";
import type { InboxMail } from "../mails/mail.ts";
import type { Planned } from "./fate.ts";
import type { HappenedAt } from "./happening.ts";
import type { Happenings } from "./happenings.ts";

const ACTS = [
  "deliver",
  "delay",
  "bounce",
  "soft bounce",
  "complain",
  "reject",
  "rendering failure",
] as const;

const WISH = v.object({ as: v.picklist(ACTS), recipient: v.optional(v.string()) });

/** What a person does in the place of SES, of a recipient's server or of the recipient. All recipients, unless one is named. */
export type Act = v.InferInput<typeof WISH>;

type Options = { happenings: Happenings; knobs: Knobs };

/** @throws AwsError for another shape, or for a recipient the mail does not have. */
export function act(mail: InboxMail, wish: unknown, { happenings, knobs }: Options): void {
  const parsed = v.safeParse(WISH, wish);
  if (!parsed.success) throw new AwsError("ValidationError", v.summarize(parsed.issues));
  const { as, recipient } = parsed.output;
  const all = [...mail.to, ...mail.cc];
  const recipients = recipient === undefined ? all : all.filter((address) => address === recipient);
  if (recipients.length === 0) {
    throw new AwsError("ValidationError", `the mail has no recipient ${recipient}; it has ${all.join(", ")}`);
  }
  const past = happenings.of(mail.id);
  const planned =
    as === "reject" || as === "rendering failure"
      ? [ofTheMail(as)]
      : recipients.flatMap((address) => ofRecipient(as, address, past, knobs));
  // What a person says stands in place of what would have come by itself.
  for (const address of recipients) if (as !== "complain") happenings.cancel(mail.id, address);
  happenings.plan(mail.id, planned, { copies: 1, delaySeconds: 0 });
}

const ofTheMail = (as: "reject" | "rendering failure"): Planned => ({
  happening: { type: as === "reject" ? "Reject" : "Rendering Failure" },
  seconds: 0,
});

type RecipientAct = Exclude<(typeof ACTS)[number], "reject" | "rendering failure">;

function ofRecipient(
  as: RecipientAct,
  recipient: string,
  past: readonly HappenedAt[],
  knobs: Knobs,
): Planned[] {
  const isDelivered = past.some((one) => one.type === "Delivery" && one.recipient === recipient);
  const delivery = (seconds: number): Planned[] =>
    isDelivered ? [] : [{ happening: { type: "Delivery", recipient }, seconds }];
  switch (as) {
    case "deliver":
      return [{ happening: { type: "Delivery", recipient }, seconds: 0 }];
    case "delay": {
      const seconds = knobs.get("delaySeconds");
      return [{ happening: { type: "DeliveryDelay", recipient, seconds }, seconds: 0 }, ...delivery(seconds)];
    }
    case "bounce":
      return [bounce(recipient, "Permanent", "General")];
    case "soft bounce":
      return [bounce(recipient, "Transient", "MailboxFull")];
    case "complain":
      return [...delivery(0), { happening: { type: "Complaint", recipient }, seconds: 0 }];
  }
}

function bounce(recipient: string, bounceType: "Permanent" | "Transient", bounceSubType: string): Planned {
  return { happening: { type: "Bounce", recipient, bounceType, bounceSubType }, seconds: 0 };
}
