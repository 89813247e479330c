import type { InboxMail } from "../mails/mail.ts";
import { type RawHeader, readHeaderSection, textOf } from "../sending/header-section.ts";
import type { HappenedAt } from "./happening.ts";

/**
 * What EventBridge hands to its targets of a mail. Shapes: SES developer guide, "Examples of event data"; names of the
 * kinds: EventBridge, "Amazon Simple Email Service events".
 */
export type SesEvent = {
  version: "0";
  id: string;
  "detail-type": string;
  source: "aws.ses";
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: { eventType: string; mail: MailOfEvent } & Record<string, unknown>;
};

type MailOfEvent = {
  timestamp: string;
  source: string;
  sourceArn: string;
  sendingAccountId: string;
  messageId: string;
  destination: string[];
  headersTruncated: boolean;
  headers: { name: string; value: string }[];
  commonHeaders: Record<string, string | string[]>;
  tags: Record<string, string[]>;
};

const account = "000000000000";
const sender = "192.0.2.1";
const outgoing = "192.0.2.2";
/** More headers are cut off. */
const MOST_HEADERS = 10 * 1024;
const EXPIRES_MS = 14 * 60 * 60_000;

const KINDS: Record<HappenedAt["type"], string> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  DeliveryDelay: "Email Delivery Delayed",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
  Reject: "Email Rejected",
  "Rendering Failure": "Email Rendering Failed",
};

/** What is known of the mail beside what is kept of it: `raw` as it was handed to SES. `id` is the event's own. */
export type EventSurroundings = { raw: Buffer; region: string; id: string };

/** @param mail as it was taken, through a configuration set. */
export function sesEvent(mail: InboxMail, happened: HappenedAt, surroundings: EventSurroundings): SesEvent {
  const { region, id } = surroundings;
  return {
    version: "0",
    id,
    "detail-type": KINDS[happened.type],
    source: "aws.ses",
    account,
    // EventBridge's time has no fraction.
    time: `${happened.at.slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${mail.configurationSet}`],
    detail: {
      eventType: happened.type,
      mail: mailOf(mail, happened, surroundings),
      ...detailOf(mail, happened, surroundings),
    },
  };
}

function mailOf(mail: InboxMail, { type }: HappenedAt, { raw, region }: EventSurroundings): MailOfEvent {
  const { from, source, to, cc, subject, configurationSet = "", receivedAt } = mail;
  const domain = source.split("@").at(-1) ?? "";
  const { headers, truncated } = headersOf(readHeaderSection(raw).headers);
  const tags: Record<string, string> = {
    "ses:configuration-set": configurationSet,
    "ses:source-ip": sender,
    "ses:from-domain": domain,
    "ses:caller-identity": "local",
    ...(type === "Delivery" ? { "ses:outgoing-ip": outgoing } : {}),
    ...mail.tags,
  };
  return {
    timestamp: receivedAt,
    source,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${domain}`,
    sendingAccountId: account,
    messageId: mail.id,
    destination: [...to, ...cc],
    headersTruncated: truncated,
    headers,
    commonHeaders: {
      from: [from],
      to,
      ...(cc.length > 0 ? { cc } : {}),
      messageId: mail.id,
      subject,
    },
    tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
  };
}

/** The sender's own headers; a Message-ID among them is the one SES replaced. */
function headersOf(own: readonly RawHeader[]): Pick<MailOfEvent, "headers"> & { truncated: boolean } {
  const headers: MailOfEvent["headers"] = [];
  let bytes = 0;
  for (const header of own) {
    bytes += header.text.length;
    if (bytes > MOST_HEADERS) return { headers, truncated: true };
    headers.push({ name: header.name, value: textOf(header) });
  }
  return { headers, truncated: false };
}

/** What is said of each kind, under its own name. */
function detailOf(
  mail: InboxMail,
  happened: HappenedAt,
  { region, id }: EventSurroundings,
): Record<string, unknown> {
  const { at: timestamp } = happened;
  const feedbackId = `${mail.id.slice(0, 16)}-${id}-000000`;
  const mta = `a1-1.${region}.smtp-out.amazonses.com`;
  switch (happened.type) {
    case "Send":
      return { send: {} };
    case "Reject":
      return { reject: { reason: "Bad content" } };
    case "Rendering Failure":
      return {
        failure: {
          templateName: "Template",
          errorMessage: "Attribute 'name' is not present in the rendering data.",
        },
      };
    case "Delivery":
      return {
        delivery: {
          timestamp,
          processingTimeMillis: Date.parse(timestamp) - Date.parse(mail.receivedAt),
          recipients: [happened.recipient],
          smtpResponse: "250 2.6.0 Message received",
          reportingMTA: mta,
        },
      };
    case "DeliveryDelay":
      return {
        deliveryDelay: {
          timestamp,
          delayType: "TransientCommunicationFailure",
          expirationTime: new Date(Date.parse(mail.receivedAt) + EXPIRES_MS).toISOString(),
          delayedRecipients: [
            {
              emailAddress: happened.recipient,
              status: "4.4.1",
              diagnosticCode: "smtp; 421 4.4.1 Unable to connect to remote host",
            },
          ],
        },
      };
    case "Bounce": {
      const { recipient, bounceType, bounceSubType } = happened;
      return {
        bounce: {
          bounceType,
          bounceSubType,
          bouncedRecipients: [{ emailAddress: recipient, ...deliveryStatus(bounceSubType) }],
          timestamp,
          feedbackId,
          ...(bounceSubType === "General" && bounceType === "Transient"
            ? {}
            : { reportingMTA: `dsn; ${mta}` }),
        },
      };
    }
    case "Complaint":
      return {
        complaint: {
          complainedRecipients: [{ emailAddress: happened.recipient }],
          timestamp,
          feedbackId,
          complaintSubType: null,
          userAgent: "Rowbell inbox",
          complaintFeedbackType: "abuse",
          arrivalDate: timestamp,
        },
      };
  }
}

const STATUS: Record<string, { status: string; diagnosticCode: string }> = {
  General: { status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" },
  MailboxFull: { status: "5.2.2", diagnosticCode: "smtp; 552 5.2.2 mailbox full" },
  Suppressed: {
    status: "5.1.1",
    diagnosticCode:
      "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
  },
  OnAccountSuppressionList: {
    status: "5.1.1",
    diagnosticCode:
      "Amazon SES did not send the message to this address because it is on the suppression list for your account.",
  },
};

function deliveryStatus(bounceSubType: string): object {
  const known = STATUS[bounceSubType];
  return known ? { action: "failed", ...known } : {};
}
