/** An answer that was a no; `message` is what the other side said. */
export class Refusal extends Error {}

/** Nobody answered: the same may go well a moment later. */
export class NoAnswer extends Refusal {}

/**
 * Asks this machine and reads JSON.
 * @throws Refusal when the answer is an error; NoAnswer when nobody answers.
 */
export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<T> {
  const sent =
    body === undefined ? { headers } : { body: bodyOf(body), headers: { ...typeOf(body), ...headers } };
  let answer: Response;
  try {
    answer = await fetch(path, { method, ...sent });
  } catch {
    throw new NoAnswer("Rowbell does not answer; is it still running?");
  }
  const content = (await answer.json().catch(() => ({}))) as { message?: string; error?: string };
  if (!answer.ok) throw new Refusal(content.message ?? content.error ?? `HTTP ${answer.status}`);
  return content as T;
}

/** A form says itself of which type it is, and where its parts begin. */
const typeOf = (body: unknown) => (body instanceof FormData ? {} : { "content-type": "application/json" });
const bodyOf = (body: unknown) => (body instanceof FormData ? body : JSON.stringify(body));
