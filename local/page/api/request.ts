/** An answer that was a no; `message` is what the other side said. */
export class Refusal extends Error {}

/**
 * Asks this machine and reads JSON.
 * @throws Refusal when the answer is an error, or when nobody answers.
 */
export async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_BODY };
  let answer: Response;
  try {
    answer = await fetch(path, { method, ...sent });
  } catch {
    throw new Refusal("Rowbell does not answer; is it still running?");
  }
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refusal(content.message ?? content.error ?? `HTTP ${answer.status}`);
  return content;
}

const JSON_BODY = { "content-type": "application/json" };
