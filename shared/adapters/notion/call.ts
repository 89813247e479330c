import { APIResponseError, isHTTPResponseError, isNotionClientError } from "@notionhq/client";
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
 * @param mayRepeat false when the run is nearly over: a repeat would be cut off, and the run with it.
 * @throws NotFoundError, PermanentError or TransientError in words for a person.
 */
export async function callNotion<T>(
  pause: Pause,
  what: string,
  call: () => Promise<T>,
  mayRepeat: () => boolean = () => true,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const wait = retryAfterMs(error) ?? firstWaitMs * 2 ** (attempt - 1);
      if (!isPassing(error) || attempt === tries || wait > longestWaitMs || !mayRepeat())
        throw translate(what, error);
      await pause(wait);
    }
  }
}

const passingStatus = new Set([409, 429, 500, 502, 503, 504, 529]);

function isPassing(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== undefined) return passingStatus.has(status) && !isBlocked(error);
  // Neither an answer nor an error of ours: the connection failed, or what came was cut and no JSON.
  return !isNotionClientError(error) || error.code === "notionhq_client_request_timeout";
}

/** A 429 that waiting does not end (request limits, `rate_limit_reason`). */
function isBlocked(error: unknown): boolean {
  const reason = APIResponseError.isAPIResponseError(error)
    ? error.additional_data?.rate_limit_reason
    : undefined;
  return reason === "public_api_request_blocked";
}

function statusOf(error: unknown): number | undefined {
  return isHTTPResponseError(error) ? error.status : undefined;
}

/** Notion sends seconds; whoever stands before it may send a date, which is measured by the answer's own. */
function retryAfterMs(error: unknown): number | undefined {
  if (!isHTTPResponseError(error)) return undefined;
  const headers = new Headers(error.headers as Headers);
  const header = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(header)
    ? Number(header) * 1000
    : Date.parse(header) - Date.parse(headers.get("date") ?? "");
  return ms >= 0 ? ms : undefined;
}

function translate(what: string, error: unknown): Error {
  const status = statusOf(error);
  const permanent = (message: string) => new PermanentError(message, { cause: error });
  if (status === 401) {
    return permanent(
      "Notion refuses the token. Make a new one under notion.so/my-integrations and store it where the old one is (NOTION_TOKEN, or the stack's secret).",
    );
  }
  if (status === 404) {
    return new NotFoundError(`Notion does not find ${what}, or it is not shared with Rowbell`, {
      cause: error,
    });
  }
  if (status === 403) {
    return permanent(
      `Notion does not let Rowbell use ${what}; give its connection read and update content capabilities`,
    );
  }
  if (isBlocked(error)) {
    return permanent("Notion has blocked the requests of this connection; ask Notion's support why");
  }
  if (isPassing(error)) {
    return new TransientError(
      `Notion ${troubleOf(error)} while reading ${what}. Nothing is lost: the next poll reads it again.`,
      { cause: error, retryAfterMs: retryAfterMs(error) },
    );
  }
  return permanent(`Notion refused ${what}: ${error instanceof Error ? error.message : String(error)}`);
}

function troubleOf(error: unknown): string {
  const status = statusOf(error);
  if (status === 429) return "answered 429 (it asks Rowbell to slow down)";
  if (status !== undefined) return `answered ${status}`;
  if (error instanceof SyntaxError) return "sent an answer that was cut short or is none of its own";
  return `can't be reached (${causeOf(error)})`;
}

function causeOf(error: unknown): string {
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown; message?: unknown } | undefined) : undefined;
  return String(cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : error));
}
