import { PermanentError, TransientError } from "../../domain/errors.ts";
import { sizeText } from "../../domain/message/mail-file.ts";
import type { FileStore } from "../../ports.ts";

/**
 * Where Notion keeps what people upload: buckets of its own at S3, in the region of the workspace's data
 * (developers.notion.com/reference/file-object shows both forms of address).
 */
const bucketHost = /^prod-files-secure[a-z0-9-]*\.s3[.-][a-z0-9-]+\.amazonaws\.com$/;
const regionHost = /^s3[.-][a-z0-9-]+\.amazonaws\.com$/;
const oldBucket = "/secure.notion-static.com/";

type Options = { baseUrl: string | undefined; longestMs?: number };

/**
 * Fetches files by the links that Notion signs, and nothing else: over https, from where Notion keeps them, following no
 * redirect, to the end of what was asked for.
 * @param options.baseUrl of a Notion that is not Notion's: its own files come from there. `longestMs` ends before a
 * delivery's own time does.
 */
export function notionFiles({ baseUrl, longestMs = 8_000 }: Options): FileStore {
  const ownOrigin = baseUrl === undefined ? undefined : URL.parse(baseUrl)?.origin;
  return {
    async read(link, most) {
      const url = URL.parse(link);
      if (!url || !(isNotions(url) || url.origin === ownOrigin))
        throw new PermanentError("it is nowhere that Notion keeps files");
      const response = await answerOf(url, longestMs);
      if (response.status === 403 || response.status === 404 || response.status === 410)
        throw new PermanentError("Notion does not have it any more");
      if (response.status >= 300 && response.status < 400)
        throw new PermanentError("its link leads to somewhere else");
      if (response.status !== 200)
        throw new TransientError(`Notion's file store answered ${response.status}; it is tried again`);
      return readUpTo(response, most);
    },
  };
}

function isNotions({ protocol, hostname, port, pathname, username }: URL): boolean {
  if (protocol !== "https:" || port !== "" || username !== "") return false;
  return bucketHost.test(hostname) || (regionHost.test(hostname) && pathname.startsWith(oldBucket));
}

async function answerOf(url: URL, longestMs: number): Promise<Response> {
  try {
    return await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(longestMs) });
  } catch (error) {
    throw noAnswer(error);
  }
}

/** Its announced length is not believed: what comes is counted. */
async function readUpTo(response: Response, most: number): Promise<Uint8Array> {
  const tooLarge = () => new PermanentError(`it is larger than the ${sizeText(most)} that there is room for`);
  if (Number(response.headers.get("content-length") ?? 0) > most) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body ?? []) {
      length += part.length;
      if (length > most) throw tooLarge();
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof PermanentError ? error : noAnswer(error);
  }
  return Buffer.concat(parts);
}

/** The link is a secret for an hour, and stays out of the words. */
function noAnswer(cause: unknown): TransientError {
  const name = cause instanceof Error ? cause.name : "";
  const why = name === "TimeoutError" ? "took too long to answer" : "could not be reached";
  return new TransientError(`Notion's file store ${why}; it is tried again`);
}
