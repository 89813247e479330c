import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../aws-error.ts";
import { openDatabase } from "../open-database.ts";
import { type NodeEnv, serveLoopback } from "../serve-loopback.ts";
import { type Fault, type Faults, mailFaults } from "./faults.ts";
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
  /** What `POST /_admin/fail` does with the same as JSON. */
  fail(fault: Fault): void;
  close(): Promise<void>;
};

/**
 * An inbox on 127.0.0.1 that takes mail by the Query protocol of SES (v1) and sends nothing anywhere.
 * @throws Error naming the data file when it cannot be used; the socket's error when the port cannot be had.
 */
export async function startSesEmulator(options: SesOptions): Promise<SesEmulator> {
  const { port, dataFile, clock, verified, newId = randomUUID } = options;
  const database = openDatabase(dataFile, SCHEMA);
  const store = mailStore(database);
  const faults = mailFaults();
  const actions = {
    SendRawEmail: sendRawEmail({ store, faults, clock, verified, newId }),
    GetSendQuota: async () => sendQuota(store, clock),
  };
  const app = new Hono<NodeEnv>().route("/_admin", admin(faults)).route("/", queryProtocol(actions, newId));
  const server = await serveLoopback(app, port).catch((error: unknown) => {
    database.close();
    throw error;
  });
  let closing: Promise<void> | undefined;
  return {
    url: server.url,
    inbox: store,
    fail: (fault) => faults.set(fault),
    close: () => {
      closing ??= server.close().then(() => database.close());
      return closing;
    },
  };
}

function admin(faults: Faults): Hono<NodeEnv> {
  const app = new Hono<NodeEnv>();
  app.post("/fail", async (c) => {
    faults.set(await c.req.json());
    return c.json({});
  });
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
