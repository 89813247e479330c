import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createApp } from "./app.ts";
import type { Workspace } from "./call.ts";
import type { EmulatedUser } from "./entities.ts";
import { type Ids, randomIds } from "./ids.ts";
import { openStore } from "./store.ts";

export type NotionEmulator = {
  /** `http://127.0.0.1:4401`; the `baseUrl` for Notion's client. */
  url: string;
  /** Counts the requests under /v1 so far. */
  requests(): number;
  close(): Promise<void>;
};

export type NotionEmulatorOptions = {
  /** 0 for any free one. */
  port: number;
  /** Made when it is missing. One emulator at a time. */
  dataFile: string;
  clock: { now(): Date };
  /** Bearer token → id of one of the users, who is then the author of what the token's holder writes. */
  tokens: Record<string, string>;
  users: EmulatedUser[];
  ids?: Ids;
  /** Most rows one query walks through; Notion's 10,000 unless a test lowers it. */
  queryCap?: number;
};

/**
 * Starts a Notion workspace on the loopback interface, for `@notionhq/client` to talk to.
 * @throws the original error when the port is taken (`EADDRINUSE`); Error naming the data file when it cannot be read.
 */
export async function startNotionEmulator(options: NotionEmulatorOptions): Promise<NotionEmulator> {
  const users = new Map(options.users.map((user) => [user.id, user]));
  const actors = actorsOf(options.tokens, users);
  const store = openStore(options.dataFile);
  const { clock, ids = randomIds, queryCap = 10_000 } = options;
  const workspace: Workspace = { store, clock, ids, users, queryCap };
  let requests = 0;
  const app = createApp({
    workspace,
    actors,
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
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}

function actorsOf(
  tokens: Record<string, string>,
  users: Map<string, EmulatedUser>,
): Map<string, EmulatedUser> {
  return new Map(
    Object.entries(tokens).map(([token, id]) => {
      const user = users.get(id);
      if (!user) throw new Error(`a token belongs to the user ${id}, who is not among the users`);
      return [token, user];
    }),
  );
}
