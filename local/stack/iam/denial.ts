import type { Service } from "./needs-of.ts";

/** How a service says no. */
export type Denial = { status: number; headers: Record<string, string>; body: string };

/** AccessDenied in the words and on the wire of each service, so that the SDK throws what it throws on AWS. */
export function denialOf(service: Service, message: string): Denial {
  return byService[service](message);
}

const byService: Record<Service, (message: string) => Denial> = {
  dynamodb: (message) =>
    json("1.0", 400, "com.amazon.coral.service#AccessDeniedException", { Message: message }),
  secretsmanager: (message) => json("1.1", 400, "AccessDeniedException", { Message: message }),
  sqs: (message) => ({
    ...json("1.0", 403, "com.amazonaws.sqs#AccessDenied", { message }),
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-query-error": "AccessDenied;Sender" },
  }),
  ses: (message) => ({
    status: 403,
    headers: { "content-type": "text/xml" },
    body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message.replace(/[<>&]/g, "")}</Message></Error><RequestId>0</RequestId></ErrorResponse>`,
  }),
};

function json(version: string, status: number, type: string, members: object): Denial {
  const headers = { "content-type": `application/x-amz-json-${version}` };
  return { status, headers, body: JSON.stringify({ __type: type, ...members }) };
}
