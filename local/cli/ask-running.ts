/** An answer that is a no, as a sentence without its full stop. */
export class Refusal extends Error {
  override name = "Refusal";
}

/**
 * Asks the Rowbell that runs on this machine, through its API.
 * @param elsewhere what to set so that a command works on a deployment instead, to be told where nothing answers here.
 * @throws Refusal with the API's own words, or with what to do where nothing answers.
 */
export function askRunning(url: string, elsewhere: string) {
  return async <T>(method: string, path: string): Promise<T> => {
    const answer = await fetch(url + path, { method }).catch(() => undefined);
    if (!answer)
      throw new Refusal(
        `Rowbell does not answer at ${url}. Start it with npm start, or set ${elsewhere} to work on your deployment`,
      );
    const content = (await answer.json().catch(() => ({}))) as T & { error?: string };
    if (answer.ok) return content;
    throw new Refusal(content.error ?? `what answers at ${url} is no Rowbell (HTTP ${answer.status})`);
  };
}
