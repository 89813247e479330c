import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { notionFiles } from "../../../shared/adapters/notion/notion-files.ts";
import { PermanentError, TransientError } from "../../../shared/domain/errors.ts";

describe("fetching Notion's files", () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  /** A Notion of one's own, whose files come from where its API is. */
  async function serve(answer: RequestListener) {
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      answer(request, response);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { baseUrl, asked, store: notionFiles({ baseUrl }) };
  }

  const failure = async (reading: Promise<unknown>): Promise<Error> => {
    const error = await reading.catch((thrown: unknown) => thrown);
    if (!(error instanceof Error)) throw new Error("it was read");
    return error;
  };

  it("gives a file's bytes, up to exactly as many as there is room for", async () => {
    const { baseUrl, store } = await serve((_request, response) => response.end(Buffer.from([0, 255, 10])));
    expect([...(await store.read(`${baseUrl}/a.png`, 3))]).toEqual([0, 255, 10]);
    const error = await failure(store.read(`${baseUrl}/a.png`, 2));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toBe("it is larger than the 1 KB that there is room for");
  });

  it("counts what comes, and does not believe what is announced", async () => {
    let isClosed = false;
    const { baseUrl, store } = await serve((_request, response) => {
      response.on("close", () => {
        isClosed = true;
      });
      const send = () => {
        if (!response.destroyed) response.write(Buffer.alloc(64 * 1024), () => setImmediate(send));
      };
      send();
    });
    const error = await failure(store.read(`${baseUrl}/endless`, 1_000_000));
    expect(error.message).toBe("it is larger than the 1 MB that there is room for");
    await expect.poll(() => isClosed).toBe(true);
  });

  it.each([
    "https://example.com/a.png",
    "https://169.254.169.254/latest/meta-data/",
    "http://[::1]/a.png",
    "http://127.0.0.1:1/a.png",
    "https://prod-files-secure.s3.us-west-2.amazonaws.com.evil.example/a.png",
    "https://evil-prod-files-secure.s3.us-west-2.amazonaws.com/a.png",
    "https://other.s3.us-west-2.amazonaws.com/a.png",
    "https://s3.us-west-2.amazonaws.com/other/secure.notion-static.com/a.png",
    "https://s3.us-west-2.amazonaws.com/secure.notion-static.com/../other/a.png",
    "http://prod-files-secure.s3.us-west-2.amazonaws.com/a.png",
    "https://prod-files-secure.s3.us-west-2.amazonaws.com:8443/a.png",
    "https://name@prod-files-secure.s3.us-west-2.amazonaws.com/a.png",
    "https://prod-files-secure.s3.us-west-2.amazonaws.com@example.com/a.png",
    "file:///etc/passwd",
    "no link",
  ])("asks nothing of %s", async (link) => {
    const error = await failure(notionFiles({ baseUrl: undefined }).read(link, 10));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toBe("it is nowhere that Notion keeps files");
  });

  it.each([301, 302, 307, 308])("follows no redirect (%i)", async (status) => {
    const { baseUrl, store, asked } = await serve((_request, response) =>
      response.writeHead(status, { location: "/elsewhere" }).end(),
    );
    const error = await failure(store.read(`${baseUrl}/a.png`, 10));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toBe("its link leads to somewhere else");
    expect(asked).toEqual(["/a.png"]);
  });

  it.each([403, 404, 410])("takes %i for a file that is gone", async (status) => {
    const { baseUrl, store } = await serve((_request, response) => response.writeHead(status).end());
    expect(await failure(store.read(`${baseUrl}/a.png`, 10))).toBeInstanceOf(PermanentError);
  });

  it.each([206, 429, 500, 503])("tries again after %i", async (status) => {
    const { baseUrl, store } = await serve((_request, response) => response.writeHead(status).end());
    const error = await failure(store.read(`${baseUrl}/a.png`, 10));
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toBe(`Notion's file store answered ${status}; it is tried again`);
  });

  it("tries again when an answer ends too early or nobody is there, and keeps the link to itself", async () => {
    const { baseUrl, store } = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "10" });
      response.write("abc", () => response.destroy());
    });
    const link = `${baseUrl}/a.png?X-Amz-Signature=secret`;
    const cut = await failure(store.read(link, 100));
    server?.closeAllConnections();
    await new Promise((closed) => server?.close(closed));
    const away = await failure(store.read(link, 100));
    for (const error of [cut, away]) {
      expect(error).toBeInstanceOf(TransientError);
      expect(error.message).toBe("Notion's file store could not be reached; it is tried again");
    }
  });

  it("waits no longer than it was told to, also for a body that stops", async () => {
    const { baseUrl } = await serve((request, response) => {
      if (request.url === "/begun") response.writeHead(200).write("abc");
    });
    const store = notionFiles({ baseUrl, longestMs: 50 });
    for (const path of ["/silent", "/begun"]) {
      const error = await failure(store.read(baseUrl + path, 100));
      expect(error).toBeInstanceOf(TransientError);
      expect(error.message).toBe("Notion's file store took too long to answer; it is tried again");
    }
  });
});
