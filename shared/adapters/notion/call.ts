import { BudgetError, NotFoundError, PermanentError, TransientError } from "../../domain/errors.ts";
import { NotionFailure } from "./notion-failure.ts";

/** How long a call waits for Notion inside a run; a longer wish is handed up, and a later poll goes on. */
const longestWaitMs = 10_000;
const tries = 4;
const firstWaitMs = 400;
/** After a 429 that does not say how long to wait. */
const firstBlindWaitMs = 10_000;
/** Notion's date is cut to the second, and a timer may fire early: to come a moment late costs less than to be refused. */
const graceMs = 100;
/** A wish that is no wish: a day is more than any limit of Notion's lasts. */
const longestWishMs = 24 * 3_600_000;

/** Waits; a real timer in production, virtual time in a simulation. */
export type Pause = (ms: number) => Promise<void>;

/** What a call takes its requests from. */
export type CallBudget = {
  /** Before each request, repeats included. @throws BudgetError when there is none to be had now. */
  spend(): Promise<void>;
  /** Notion wants everybody on this connection to wait. @returns until when: ISO, of our clock. */
  pause(waitMs: number): Promise<string>;
  /** Notion refused although the budget was not used up. */
  refused(): Promise<void>;
};

/** `mayRepeat` is false when the run is nearly over: a repeat would be cut off, and the run with it. */
export type CallPolicy = {
  pause: Pause;
  budget?: CallBudget | undefined;
  mayRepeat?: (() => boolean) | undefined;
};

/**
 * Makes one call to Notion, repeating it where that is safe: the official client's own retry is off because it repeats no
 * POST (every query is one), neither 409, 502, 504 nor a lost connection, and obeys no Retry-After above 60 s.
 * Only reads and writes that set a value may come here: each may happen twice.
 *
 * @param call throws NotionFailure; anything else goes up as it is.
 * @throws NotFoundError, PermanentError, TransientError or BudgetError in words for a person.
 */
export async function callNotion<T>(policy: CallPolicy, what: string, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    await policy.budget?.spend();
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof NotionFailure)) throw error;
      if (!isPassing(error)) throw refusal(what, error);
      const wait = waitAfter(error, attempt);
      const until = isLimit(error) ? await tellBudget(policy.budget, error, wait) : undefined;
      const isLast = attempt === tries || wait > longestWaitMs || policy.mayRepeat?.() === false;
      if (isLast) throw trouble(what, error, until);
      await policy.pause(isLimit(error) ? wait + graceMs : wait);
      // The wait and one more try must both fit into what is left of the run.
      if (policy.mayRepeat?.() === false) throw trouble(what, error, until);
    }
  }
}

function isPassing(failure: NotionFailure): boolean {
  if (failure.kind !== "answered") return true;
  const { status = 0 } = failure;
  return status === 409 || status >= 500 || (status === 429 && !isBlocked(failure));
}

/** A 429 that waiting does not end. */
function isBlocked({ status, reason }: NotionFailure): boolean {
  return status === 429 && reason === "public_api_request_blocked";
}

/** Notion asks to treat its 529 as a 429 (request limits). */
function isLimit({ status }: NotionFailure): boolean {
  return status === 429 || status === 529;
}

function waitAfter(failure: NotionFailure, attempt: number): number {
  const first = isLimit(failure) ? firstBlindWaitMs : firstWaitMs;
  return wishOf(failure) ?? first * 2 ** (attempt - 1);
}

/** Notion sends seconds; whoever stands before it may send a date, which is measured by the answer's own. */
function wishOf({ retryAfter = "", date = "" }: NotionFailure): number | undefined {
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.parse(date);
  return ms >= 0 ? Math.min(ms, longestWishMs) : undefined;
}

async function tellBudget(
  budget: CallBudget | undefined,
  { reason }: NotionFailure,
  wait: number,
): Promise<string | undefined> {
  // The limit of the whole workspace and those of single endpoints say nothing about our own share.
  if (reason === "public_api_request_rate_limit") await budget?.refused();
  return wait > 0 ? budget?.pause(wait) : undefined;
}

/** What will not pass by itself. */
function refusal(what: string, failure: NotionFailure): Error {
  const permanent = (message: string) => new PermanentError(message, { cause: failure });
  if (failure.status === 401) {
    return permanent(
      "Notion refuses the token. Make a new one under notion.so/my-integrations and store it where the old one is (NOTION_TOKEN, or the stack's secret).",
    );
  }
  if (failure.status === 404) {
    return new NotFoundError(`Notion does not find ${what}, or it is not shared with Rowbell`, {
      cause: failure,
    });
  }
  if (failure.status === 403) {
    return permanent(
      `Notion does not let Rowbell use ${what}; give its connection read and update content capabilities`,
    );
  }
  if (isBlocked(failure)) {
    return permanent("Notion has blocked the requests of this connection; ask Notion's support why");
  }
  return permanent(`Notion refused ${what}: ${failure.message}`);
}

function trouble(what: string, failure: NotionFailure, until: string | undefined): Error {
  const message = `Notion ${troubleOf(failure)} while reading ${what}. Nothing is lost: the next poll reads it again.`;
  if (until !== undefined) return new BudgetError(message, until);
  return new TransientError(message, { cause: failure, retryAfterMs: wishOf(failure) });
}

function troubleOf({ kind, status, message }: NotionFailure): string {
  if (kind === "lost") return `can't be reached (${message})`;
  if (kind === "garbled") return "sent an answer that was cut short or is none of its own";
  return status === 429 ? "answered 429 (it asks Rowbell to slow down)" : `answered ${status}`;
}
