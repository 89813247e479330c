import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { type Clock, every } from "../../clock.ts";
import { AwsError } from "../aws-error.ts";
import { openDatabase } from "../open-database.ts";
import { type NodeEnv, serveLoopback } from "../serve-loopback.ts";
import { transaction } from "../transaction.ts";
import { openAccount } from "./account/account.ts";
import { type Act, act } from "./events/act.ts";
import { type EventBus, eventBus } from "./events/event-bus.ts";
import { type EventFault, eventFaults } from "./events/event-faults.ts";
import { fateOf } from "./events/fate.ts";
import type { HappenedAt } from "./events/happening.ts";
import { type EventFaults, happenings } from "./events/happenings.ts";
import { sesEvent } from "./events/ses-event.ts";
import { admin } from "./knobs/admin.ts";
import { type Fault, mailFaults } from "./knobs/faults.ts";
import { Knobs } from "./knobs/knobs.ts";
import { readKnobFile } from "./knobs/read-knob-file.ts";
import type { InboxMail } from "./mails/mail.ts";
import { type MailLines, mailLines } from "./mails/mail-lines.ts";
import { type Inbox, mailStore } from "./mails/mail-store.ts";
import { queryProtocol } from "./query-protocol.ts";
import { SCHEMA } from "./schema.ts";
import { sendRawEmail } from "./sending/send-raw-email.ts";

export type SesOptions = {
  /** 0 for a free one. */
  port: number;
  /** `:memory:` for none. */
  dataFile: string;
  clock: Clock;
  region?: string | undefined;
  /** Addresses and domains (with their subdomains) that may send; anybody may when absent. */
  verified?: readonly string[] | undefined;
  /** The configuration sets there are; every name is one when absent. */
  configurationSets?: readonly string[] | undefined;
  /** A JSON file with the knobs to start with. */
  knobFile?: string | undefined;
  newId?: () => string;
};

export type SesEmulator = {
  url: string;
  inbox: Inbox;
  lines: MailLines;
  /** Tells of each mail that was taken through a configuration set. */
  events: Pick<EventBus, "deliverTo" | "settled">;
  /** What became of the mails. */
  happenings: {
    of(mailId: string): HappenedAt[];
    all(): Map<string, HappenedAt[]>;
    /** Calls `listener` after something happened to a mail. @returns ends the subscription. */
    subscribe(listener: (mailId: string) => void): () => void;
  };
  /** What `POST /_admin/mails/<id>/act` does with the same as JSON. @throws AwsError for another shape, or no such mail. */
  act(mailId: string, wish: Act): void;
  knobs: Pick<Knobs, "set" | "all" | "reset">;
  /** What `POST /_admin/fail` does with the same as JSON. */
  fail(fault: Fault): void;
  /** What `POST /_admin/events` does with the same as JSON. */
  failEvents(fault: EventFault): void;
  close(): Promise<void>;
};

const TICK_SECONDS = 1;

/**
 * An inbox on 127.0.0.1 that takes mail by the Query protocol of SES (v1), sends nothing anywhere, and tells what would have
 * become of it. docs/ses-emulator.md describes it.
 * @throws Error naming the data file when it cannot be used; the socket's error when the port cannot be had.
 */
export async function startSesEmulator(options: SesOptions): Promise<SesEmulator> {
  const {
    port,
    dataFile,
    clock,
    region = "us-east-1",
    verified,
    configurationSets,
    newId = randomUUID,
  } = options;
  const knobs = new Knobs();
  if (verified) knobs.set({ listedOnly: true });
  if (options.knobFile) readKnobFile(options.knobFile, knobs);
  const database = openDatabase(dataFile, SCHEMA);
  const store = mailStore(database, region);
  const lines = mailLines(database);
  const account = openAccount({ database, clock, knobs, region, verified, configurationSets });
  const { suppression } = account;

  /** What comes of it: the suppression list, and the event. */
  const onHappened = (mailId: string, happened: HappenedAt, faults: EventFaults): void => {
    suppression.learn(happened);
    const mail = store.find(mailId);
    const raw = store.source(mailId, "sender");
    if (mail?.configurationSet === undefined || !raw) return;
    bus.publish(sesEvent(mail, happened, { raw, region, id: newId() }), happened.at, faults);
  };
  const life = happenings({ database, clock, onHappened });
  const bus = eventBus({ database, clock, knobs, happenDue: life.happenDue });
  const lostEvents = eventFaults();
  const faults = mailFaults(knobs, clock);

  const take = (mail: InboxMail, raw: Buffer, hasVirus: boolean): void => {
    store.add(mail, raw);
    lines.add(mail);
    const fate = fateOf({ recipients: [...mail.to, ...mail.cc], hasVirus }, knobs, suppression.reasonFor);
    // One that goes through no set has no events that could be lost.
    const eventsFail =
      mail.configurationSet === undefined ? { copies: 1, delaySeconds: 0 } : lostEvents.next();
    life.plan(mail.id, fate, eventsFail);
  };
  const actOn = (mailId: string, wish: Act): void => {
    const mail = store.find(mailId);
    if (!mail) throw new AwsError("ValidationError", `there is no mail ${mailId}`);
    transaction(database, () => act(mail, wish, { happenings: life, knobs }));
  };
  const send = {
    database,
    clock,
    region,
    newId,
    account,
    nextFault: faults.next,
    take,
    announce: store.announce,
  };
  const app = new Hono<NodeEnv>()
    .route("/_admin", admin({ knobs, suppression, fail: faults.set, failEvents: lostEvents.set, act: actOn }))
    .route("/", queryProtocol({ SendRawEmail: sendRawEmail(send), ...account.actions }, newId));
  const server = await serveLoopback(app, port).catch((error: unknown) => {
    database.close();
    throw error;
  });
  const stopTicks = every(clock, TICK_SECONDS, life.happenDue);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await server.close();
    await stopTicks();
    await bus.close();
    database.close();
  };
  return {
    url: server.url,
    inbox: store,
    lines,
    events: bus,
    happenings: life,
    act: actOn,
    knobs,
    fail: (fault) => faults.set(fault),
    failEvents: (fault) => lostEvents.set(fault),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}
