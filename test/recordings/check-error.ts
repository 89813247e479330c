import { record } from "../../shared/adapters/notion/json.ts";
import { NotFoundError, PermanentError, TransientError } from "../../shared/domain/errors.ts";
import type { Exchange } from "./read-recordings.ts";
import type { Recorder } from "./recorder.ts";

const passing = new Set([409, 429, 500, 502, 503, 504, 529]);

/** An error answer, by the client: of the class that says what to do next, in words for a person. */
export async function checkError({ status, body }: Exchange, { replay, tally }: Recorder): Promise<string[]> {
  const { code = "(no code)" } = record(body);
  tally.add("errors by status and code", `${status} ${code}`);
  const error = await replay
    .ask(
      () => ({ status, body }),
      (workspace) => workspace.rows("recorded", { by: "edited", from: undefined }, undefined),
    )
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  if (!(error instanceof Error)) return ["it became no error"];
  // What has no code is none of Notion's words, and says nothing that lasts.
  const isPassing = passing.has(status) || code === "(no code)";
  const expected = isPassing ? TransientError : status === 404 ? NotFoundError : PermanentError;
  const lost = error instanceof expected ? [] : [`it became a ${error.name}, not a ${expected.name}`];
  if (error instanceof NotFoundError && status !== 404)
    lost.push("it is not about something that is not there");
  if (
    !/^Notion [a-z].{20,}$/.test(error.message) ||
    /[{}]|undefined|\[object|\bat \S+:\d+/.test(error.message)
  ) {
    lost.push(`its words are for no person: ${error.message}`);
  }
  return lost;
}
