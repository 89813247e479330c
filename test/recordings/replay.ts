import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { notionConnection } from "../../shared/adapters/notion/workspace.ts";
import type { Workspace } from "../../shared/ports.ts";

export type Answer = { status: number; body: unknown };
/** @param path without its query. */
type Answering = (method: string, path: string) => Answer;

export const notFound: Answer = {
  status: 404,
  body: { object: "error", status: 404, code: "object_not_found", message: "Could not find it." },
};

export type Replay = {
  /** The product's own client, which meets nothing but what `answering` says. */
  ask<T>(answering: Answering, use: (workspace: Workspace) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Notion as it was recorded, on 127.0.0.1. */
export async function startReplay(): Promise<Replay> {
  let answering: Answering = () => notFound;
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    request.resume().on("end", () => {
      const { status, body } = answering(request.method ?? "", path);
      const isText = typeof body === "string";
      response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { workspace } = notionConnection({ token: "ntn_recorded", baseUrl, pause: async () => {} });
  return {
    ask(next, use) {
      answering = next;
      return use(workspace);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
