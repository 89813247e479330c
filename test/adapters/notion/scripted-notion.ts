import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { type NotionOptions, notionConnection } from "../../../shared/adapters/notion/workspace.ts";

/** A token that must turn up in no error and no log. */
export const CANARY = "ntn_canary0123456789";

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };
/** Answers by itself. */
type Script = Answer | ((response: ServerResponse) => void);

export const EMPTY_LIST: Answer = {
  body: { object: "list", results: [], next_cursor: null, has_more: false },
};

export const anError = (status: number, code: string, more: Partial<Answer> & { data?: object } = {}) => ({
  status,
  ...(more.headers ? { headers: more.headers } : {}),
  body: {
    object: "error",
    status,
    code,
    message: `Notion's words for ${code}.`,
    ...(more.data ? { additional_data: more.data } : {}),
  },
});

/** A Notion that answers as it is told, one answer after the other and the last for good; and a client that waits in no time. */
export async function scriptedNotion(...script: Script[]) {
  return scriptedNotionWith({}, ...script);
}

/** The same with a budget, or with a time that runs out. */
export async function scriptedNotionWith(
  more: Pick<NotionOptions, "budget" | "mayRepeat">,
  ...script: Script[]
) {
  const seen: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const waits: number[] = [];
  const server = createServer(async (request, response) => {
    const step = script[Math.min(seen.length, script.length - 1)];
    const { method = "", url = "", headers: given } = request;
    const call = { method, url, headers: given, body: "" };
    seen.push(call);
    call.body = await text(request);
    if (typeof step === "function") return step(response);
    const { status = 200, headers = {}, body } = step ?? EMPTY_LIST;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  const { workspace, within } = notionConnection({
    token: CANARY,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pause: async (ms) => void waits.push(ms),
    timeoutMs: 300,
    ...more,
  });
  const query = () =>
    workspace.rows("00000000-0000-4000-8000-000000000001", { by: "edited", from: undefined }, undefined);
  return { workspace, within, seen, waits, query, close };
}
