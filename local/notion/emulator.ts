import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import type { Grant, Workspace } from "./call.ts";
import type { EmulatedUser, Json } from "./entities.ts";
import { type Ids, randomIds } from "./ids.ts";
import { Knobs } from "./knobs/knobs.ts";
import { isEmpty, sow } from "./knobs/seed-file.ts";
import { RowTables } from "./query/rows/tables.ts";
import { Titles } from "./search/titles.ts";
import { openStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";

export type NotionEmulator = {
  /** `http://127.0.0.1:4401`; the `baseUrl` for Notion's client. */
  url: string;
  /** Counts the requests under /v1 so far. */
  requests(): number;
  /** Tells what each write changed, once it is durable. @returns ends it. */
  onCommit: Store["onCommit"];
  /** Tells when all of the workspace was replaced. @returns ends it. */
  onReplace: Store["onReplace"];
  close(): Promise<void>;
};

export type NotionEmulatorOptions = {
  /** 0 for any free one. */
  port: number;
  /** Made when it is missing. One emulator at a time. */
  dataFile: string;
  clock: { now(): Date };
  /** Bearer token → id of one of the users, who is then the author of what the token's holder writes; or less than all rights. */
  tokens: Record<string, string | TokenRights>;
  users: EmulatedUser[];
  ids?: Ids;
  /** Most rows one query walks through; Notion's 10,000 unless a test lowers it. */
  queryCap?: number;
  /** So few rows are sorted anew in each query, more by an order that is kept; 2,000 unless a test lowers it. */
  sortAnew?: number;
  /** A JSON file of knobs and of what an empty workspace begins with: see knobs/seed-file.ts. */
  seed?: string;
  /** Fills a workspace that is empty, also after the seed file, over its API at `url`, before any knob is set. */
  fill?(url: string): Promise<void>;
  /** Runs work later, by the machine's clock unless a test drives it. */
  later?(ms: number, work: () => void): void;
};

/** A token that may not do everything: see `Grant`. */
export type TokenRights = Omit<Grant, "user"> & { user: string };

/**
 * Starts a Notion workspace on the loopback interface, for `@notionhq/client` to talk to.
 * @throws the original error when the port is taken (`EADDRINUSE`); Error naming the data file when it cannot be read.
 */
export async function startNotionEmulator(options: NotionEmulatorOptions): Promise<NotionEmulator> {
  const users = new Map(options.users.map((user) => [user.id, user]));
  const grants = grantsOf(options.tokens, users);
  const store = openStore(options.dataFile);
  const { clock, ids = randomIds, queryCap = 10_000, later = runLater } = options;
  const knobs = new Knobs();
  let isOpen = true;
  // What still waits when the emulator closes must not meet a closed file.
  const laterIfOpen = (ms: number, work: () => void) => later(ms, () => isOpen && work());
  const workspace: Workspace = {
    store,
    clock,
    ids,
    users,
    grants,
    queryCap,
    later: laterIfOpen,
    knobs,
    tables: new RowTables({ store, clock, knobs, sortAnew: options.sortAnew }),
    titles: new Titles(store),
    origin: "",
  };
  let sown: Json;
  try {
    sown = options.seed === undefined ? {} : sow(options.seed, store);
  } catch (error) {
    store.close();
    throw error;
  }
  let requests = 0;
  const app = createApp({
    workspace,
    onRequest: () => {
      requests += 1;
    },
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  try {
    server.listen(options.port, "127.0.0.1");
    await once(server, "listening");
  } catch (error) {
    store.close();
    throw error;
  }
  workspace.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    if ("closeAllConnections" in server) server.closeAllConnections();
    await closed;
    isOpen = false;
    store.close();
  };
  try {
    if (isEmpty(store)) await options.fill?.(workspace.origin);
  } catch (error) {
    await close();
    throw error;
  }
  knobs.set(sown);
  return {
    url: workspace.origin,
    requests: () => requests,
    onCommit: (listener) => store.onCommit(listener),
    onReplace: (listener) => store.onReplace(listener),
    close,
  };
}

/** What waits does not keep the process alive. */
function runLater(ms: number, work: () => void): void {
  setTimeout(work, ms).unref();
}

function grantsOf(
  tokens: NotionEmulatorOptions["tokens"],
  users: ReadonlyMap<string, EmulatedUser>,
): Map<string, Grant> {
  return new Map(
    Object.entries(tokens).map(([token, given]) => {
      const rights = typeof given === "string" ? { user: given } : given;
      const user = users.get(rights.user);
      if (!user) throw new Error(`a token belongs to the user ${rights.user}, who is not among the users`);
      return [token, { ...rights, user }];
    }),
  );
}
