import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../aws-error.ts";
import { openDatabase } from "../open-database.ts";
import { type NodeEnv, serveLoopback } from "../serve-loopback.ts";
import { EVENT_SCHEMA, type EventBus, eventBus } from "./event-bus.ts";
import { type EventFault, eventFaults } from "./event-faults.ts";
import { type Fault, mailFaults } from "./faults.ts";
import { type Inbox, type MailStore, mailStore, SCHEMA } from "./inbox.ts";
import { queryProtocol } from "./query-protocol.ts";
import { sendRawEmail } from "./send-raw-email.ts";

export type SesOptions = {
  /** 0 for a free one. */
  port: number;
  /** `:memory:` for none. */
  dataFile: string;
  clock: Clock;
  /** Addresses and domains (with their subdomains) that may send; anybody may when absent. */
  verified?: readonly string[] | undefined;
  newId?: () => string;
};

export type SesEmulator = {
  url: string;
  inbox: Inbox;
  /** Tells of each mail that was taken through a configuration set. */
  events: Pick<EventBus, "deliverTo" | "settled">;
  /** What `POST /_admin/fail` does with the same as JSON. */
  fail(fault: Fault): void;
  /** What `POST /_admin/events` does with the same as JSON. */
  failEvents(fault: EventFault): void;
  close(): Promise<void>;
};

/**
 * An inbox on 127.0.0.1 that takes mail by the Query protocol of SES (v1) and sends nothing anywhere.
 * @throws Error naming the data file when it cannot be used; the socket's error when the port cannot be had.
 */
export async function startSesEmulator(options: SesOptions): Promise<SesEmulator> {
  const { port, dataFile, clock, verified, newId = randomUUID } = options;
  const database = openDatabase(dataFile, SCHEMA + EVENT_SCHEMA);
  const store = mailStore(database);
  const faults = mailFaults();
  const lostEvents = eventFaults();
  const events = eventBus({ database, clock, faults: lostEvents, newId });
  const actions = {
    SendRawEmail: sendRawEmail({ database, store, events, faults, clock, verified, newId }),
    GetSendQuota: async () => sendQuota(store, clock),
  };
  const app = new Hono<NodeEnv>()
    .route("/_admin", admin({ fail: faults.set, events: lostEvents.set }))
    .route("/", queryProtocol(actions, newId));
  const server = await serveLoopback(app, port).catch((error: unknown) => {
    database.close();
    throw error;
  });
  let closing: Promise<void> | undefined;
  return {
    url: server.url,
    inbox: store,
    events,
    fail: (fault) => faults.set(fault),
    failEvents: (fault) => lostEvents.set(fault),
    close: () => {
      closing ??= server
        .close()
        .then(() => events.close())
        .then(() => database.close());
      return closing;
    },
  };
}

/** `POST /_admin/<name>` for each. */
function admin(switches: Record<string, (wanted: unknown) => void>): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  for (const [name, set] of Object.entries(switches)) {
    app.post(`/${name}`, async (c) => {
      set(await c.req.json());
      return c.json({});
    });
  }
  app.onError((error, c) =>
    c.json({ message: error.message }, error instanceof AwsError || error instanceof SyntaxError ? 400 : 500),
  );
  return app;
}

const DAY_MS = 24 * 60 * 60_000;

// What a new account gets outside of the sandbox.
function sendQuota(store: MailStore, clock: Clock): Record<string, string> {
  const yesterday = new Date(clock.now().getTime() - DAY_MS).toISOString();
  return {
    Max24HourSend: "50000",
    MaxSendRate: "14",
    SentLast24Hours: String(store.countSince(yesterday)),
  };
}
