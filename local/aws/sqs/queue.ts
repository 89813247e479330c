import { AwsError } from "../aws-error.ts";

/** A queue that is there from the start. Names of FIFO queues end in `.fifo`. */
export type QueueDefinition = {
  name: string;
  /** How long a received message stays hidden, unless the receiver says otherwise. */
  visibilitySeconds: number;
  fifo?: boolean;
  contentBasedDeduplication?: boolean;
  /** Where a message goes instead of being received once more than `maxReceives` times. */
  deadLetter?: { queue: string; maxReceives: number };
};

/** What a queue does, with nothing left out. */
export type QueueSettings = {
  visibilitySeconds: number;
  delaySeconds: number;
  waitSeconds: number;
  fifo: boolean;
  contentBasedDeduplication: boolean;
  deadLetter: { queue: string; maxReceives: number } | null;
};

const ACCOUNT = "000000000000";

export function arnOf(queue: string, region = "us-east-1"): string {
  return `arn:aws:sqs:${region}:${ACCOUNT}:${queue}`;
}

export function pathOf(queue: string): string {
  return `/${ACCOUNT}/${queue}`;
}

export function settingsOf(definition: QueueDefinition): QueueSettings {
  return {
    visibilitySeconds: definition.visibilitySeconds,
    delaySeconds: 0,
    waitSeconds: 0,
    fifo: definition.fifo ?? false,
    contentBasedDeduplication: definition.contentBasedDeduplication ?? false,
    deadLetter: definition.deadLetter ?? null,
  };
}

/** @throws AwsError InvalidParameterValue for a name SQS would refuse. */
export function checkName(name: string, fifo: boolean): void {
  const allowed =
    /^[A-Za-z0-9_-]+(\.fifo)?$/.test(name) && name.length <= 80 && name.endsWith(".fifo") === fifo;
  if (allowed) return;
  throw new AwsError(
    "InvalidParameterValue",
    `the queue name '${name}' must be 1 to 80 letters, digits, '-' and '_', with '.fifo' at the end ${
      fifo ? "since this is a FIFO queue" : "for FIFO queues only"
    }`,
  );
}

/** Settings from the attributes of CreateQueue, which are strings all. */
export function parseAttributes(attributes: Record<string, string>): QueueSettings {
  const settings: QueueSettings = {
    visibilitySeconds: 30,
    delaySeconds: 0,
    waitSeconds: 0,
    fifo: false,
    contentBasedDeduplication: false,
    deadLetter: null,
  };
  for (const [name, value] of Object.entries(attributes)) applyAttribute(settings, name, value);
  return settings;
}

function applyAttribute(settings: QueueSettings, name: string, value: string): void {
  switch (name) {
    case "VisibilityTimeout":
      settings.visibilitySeconds = seconds(name, value, 43_200);
      break;
    case "DelaySeconds":
      settings.delaySeconds = seconds(name, value, 900);
      break;
    case "ReceiveMessageWaitTimeSeconds":
      settings.waitSeconds = seconds(name, value, 20);
      break;
    case "FifoQueue":
      settings.fifo = value === "true";
      break;
    case "ContentBasedDeduplication":
      settings.contentBasedDeduplication = value === "true";
      break;
    case "RedrivePolicy":
      settings.deadLetter = parseRedrivePolicy(value);
      break;
    default:
      throw new AwsError("InvalidAttributeName", `the attribute '${name}' is not emulated`);
  }
}

function seconds(name: string, value: string, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new AwsError(
    "InvalidAttributeValue",
    `'${value}' for ${name} must be a whole number from 0 to ${most}`,
  );
}

function parseRedrivePolicy(value: string): QueueSettings["deadLetter"] {
  try {
    const policy = JSON.parse(value) as { deadLetterTargetArn: string; maxReceiveCount: string | number };
    const maxReceives = Number(policy.maxReceiveCount);
    const queue = policy.deadLetterTargetArn.split(":").at(-1);
    if (queue && Number.isInteger(maxReceives) && maxReceives >= 1) return { queue, maxReceives };
  } catch {
    // Falls through: not JSON is refused like JSON of another shape.
  }
  throw new AwsError(
    "InvalidParameterValue",
    `'${value}' for RedrivePolicy must be {"deadLetterTargetArn": "…", "maxReceiveCount": 1 or more}`,
  );
}

/** The attributes GetQueueAttributes answers, counts aside. */
export function printAttributes(name: string, settings: QueueSettings): Record<string, string> {
  return {
    QueueArn: arnOf(name),
    VisibilityTimeout: String(settings.visibilitySeconds),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.waitSeconds),
    // SQS leaves these out for a standard queue.
    ...(settings.fifo && {
      FifoQueue: "true",
      ContentBasedDeduplication: String(settings.contentBasedDeduplication),
    }),
    ...(settings.deadLetter && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: arnOf(settings.deadLetter.queue),
        maxReceiveCount: settings.deadLetter.maxReceives,
      }),
    }),
  };
}
