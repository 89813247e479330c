import type { InboxMail } from "./inbox.ts";

/** What EventBridge hands to its targets when SES has taken a mail (SES developer guide, "Examples of event data"). */
export type SendEvent = {
  version: "0";
  id: string;
  "detail-type": "Email Sent";
  source: "aws.ses";
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: {
    eventType: "Send";
    mail: {
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
    send: Record<string, never>;
  };
};

const account = "000000000000";
const region = "us-east-1";

/** @param mail as it was taken, through the configuration set. @param time ISO, of the event. */
export function sendEvent(mail: InboxMail, configurationSet: string, id: string, time: string): SendEvent {
  const { from, to, cc, subject, headers, tags, receivedAt } = mail;
  const domain = /@([^@<>]+)>?$/.exec(from)?.[1] ?? "";
  const own = { "ses:configuration-set": configurationSet, "ses:from-domain": domain, ...tags };
  return {
    version: "0",
    id,
    "detail-type": "Email Sent",
    source: "aws.ses",
    account,
    // EventBridge's time has no fraction.
    time: `${time.slice(0, 19)}Z`,
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${configurationSet}`],
    detail: {
      eventType: "Send",
      mail: {
        timestamp: receivedAt,
        source: from,
        sourceArn: `arn:aws:ses:${region}:${account}:identity/${domain}`,
        sendingAccountId: account,
        messageId: mail.id,
        destination: [...to, ...cc],
        headersTruncated: false,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        commonHeaders: { from: [from], to, messageId: mail.id, subject },
        tags: Object.fromEntries(Object.entries(own).map(([name, value]) => [name, [value]])),
      },
      send: {},
    },
  };
}
