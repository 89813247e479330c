// Imports nothing: read by infra/ at synth, by services at cold start and by local/ when it sets the same names.

/** Names of the environment variables the handlers read. None of them ever holds a secret. */
export const ENV = {
  /** Name of the DynamoDB table. */
  table: "ROWBELL_TABLE",
  /** Id or link of the Rules database (or of its data source). */
  rules: "ROWBELL_RULES",
  /** Name or ARN of the Secrets Manager secret whose string is the Notion token. */
  notionSecret: "ROWBELL_NOTION_SECRET",
  /** Another base URL for Notion's API, without `/v1`; Notion's own when absent. */
  notionBaseUrl: "NOTION_BASE_URL",
  /** Requests a minute that the connection may make to Notion, to begin with; 180, what every plan has, when absent. */
  notionRequests: "ROWBELL_NOTION_REQUESTS",
  /** URL of the FIFO queue whose messages are `{"key": …}`. */
  deliveryQueueUrl: "ROWBELL_DELIVERY_QUEUE_URL",
  /** Sender of every mail, an address of the verified identity. */
  mailFrom: "ROWBELL_MAIL_FROM",
  /** SES configuration set; mail goes out without one when absent. */
  configurationSet: "ROWBELL_CONFIGURATION_SET",
  /** The domains that mail may go to, separated by commas; every one when absent. */
  recipientDomains: "ROWBELL_RECIPIENT_DOMAINS",
  /** Name or ARN of the Secrets Manager secret that signs unsubscribe links. */
  linkSecret: "ROWBELL_LINK_SECRET",
  /** Where functions/web answers, `https://…` without a path; mails have no unsubscribe link when absent. */
  webUrl: "ROWBELL_WEB_URL",
} as const;

/** What the stack's secret holds until somebody puts the Notion token there. */
export const tokenPlaceholder = "put-the-notion-token-here";
