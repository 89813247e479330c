import { Client, LogLevel } from "@notionhq/client";
import { PermanentError } from "../../domain/errors.ts";

const notionVersion = "2026-03-11";
/** Less than what a run keeps spare at its end (functions/poll), so that an answer that never comes does not end it. */
const longestAnswerMs = 15_000;

export type ClientOptions = {
  token: string;
  baseUrl: string | undefined;
  /** How long one answer may take, to its last byte. */
  timeoutMs?: number | undefined;
};

/** The official client with its retry off (call.ts says why), the requests it made, and the newest answer's date. */
export type NotionClient = { client: Client; requests(): number; date(): Date | undefined };

/** @throws PermanentError when the token cannot be one. */
export function notionClient({ token, baseUrl, timeoutMs = longestAnswerMs }: ClientOptions): NotionClient {
  let requests = 0;
  let date: Date | undefined;
  checkToken(token);

  const countingFetch: typeof fetch = async (input, init) => {
    requests++;
    // The client's own time limit ends with the headers; a body that stalls would be waited for.
    const response = await fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    const header = response.headers.get("date");
    if (header !== null && !Number.isNaN(Date.parse(header))) date = new Date(header);
    return response;
  };
  const client = new Client({
    auth: token,
    notionVersion,
    retry: false,
    timeoutMs: 2 * timeoutMs,
    logLevel: LogLevel.ERROR,
    // The client warns and logs on its own otherwise; errors reach us as exceptions.
    logger: () => {},
    fetch: countingFetch,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  return { client, requests: () => requests, date: () => date };
}

/** What cannot stand in a header would be quoted, whole, in the error of the request. */
function checkToken(token: string): void {
  if (/^[\x21-\x7e]+$/.test(token)) return;
  throw new PermanentError(
    "the Notion token is empty or holds a space, a line break or a character that no token has; copy it anew from notion.so/my-integrations",
  );
}
