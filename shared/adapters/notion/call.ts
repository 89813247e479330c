import {
  APIResponseError,
  isHTTPResponseError,
  isNotionClientError,
  UnknownHTTPResponseError,
} from "@notionhq/client";
import { NotFoundError, PermanentError, TransientError } from "../../domain/errors.ts";

/** How long a call waits for Notion inside a run; a longer wish is handed up, and the next poll tries again. */
const longestWaitMs = 10_000;
const tries = 4;
const firstWaitMs = 400;

/** Waits; a real timer in production, virtual time in a simulation. */
export type Pause = (ms: number) => Promise<void>;

/**
 * Makes one call to Notion, repeating it where that is safe: the official client's own retry is off because it repeats no
 * POST (every query is one), neither 409, 502, 504 nor a lost connection, and obeys no Retry-After above 60 s.
 * Only reads and writes that set a value may come here: each may happen twice.
 *
 * @throws NotFoundError, PermanentError or TransientError in words for a person.
 */
export async function callNotion<T>(pause: Pause, what: string, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const wait = retryAfterMs(error) ?? firstWaitMs * 2 ** (attempt - 1);
      if (!isPassing(error) || attempt === tries || wait > longestWaitMs) throw translate(what, error);
      await pause(wait);
    }
  }
}

const passingStatus = new Set([409, 429, 500, 502, 503, 504, 529]);

function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return passingStatus.has(status);
  // Neither an answer nor an error of ours: the connection failed, or what came was cut and no JSON.
  return !isNotionClientError(error) || error.code === "notionhq_client_request_timeout";
}

function statusOf(error: unknown): number | undefined {
  return isHTTPResponseError(error) ? error.status : undefined;
}

function retryAfterMs(error: unknown): number | undefined {
  if (!isHTTPResponseError(error)) return undefined;
  const seconds = Number(new Headers(error.headers as Headers).get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

function translate(what: string, error: unknown): Error {
  const status = statusOf(error);
  if (status === 401) {
    return new PermanentError(
      "Notion refuses the token. Make a new one under notion.so/my-integrations and store it where the old one is (NOTION_TOKEN, or the stack's secret).",
      { cause: error },
    );
  }
  if (status === 404)
    return new NotFoundError(`Notion does not find ${what}, or it is not shared with Rowbell`, {
      cause: error,
    });
  if (status === 403) {
    return new PermanentError(
      `Notion does not let Rowbell use ${what}; give its connection read and update content capabilities`,
      { cause: error },
    );
  }
  if (isPassing(error)) {
    const reason = status === undefined ? `can't be reached (${causeOf(error)})` : `answered ${status}`;
    return new TransientError(
      `Notion ${reason} while reading ${what}. Nothing is lost: the next poll reads it again.`,
      {
        cause: error,
        retryAfterMs: retryAfterMs(error),
      },
    );
  }
  const message =
    error instanceof APIResponseError || error instanceof UnknownHTTPResponseError
      ? error.message
      : String(error);
  return new PermanentError(`Notion refused ${what}: ${message}`, { cause: error });
}

function causeOf(error: unknown): string {
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown; message?: unknown } | undefined) : undefined;
  return String(cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : error));
}
