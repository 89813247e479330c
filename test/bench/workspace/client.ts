import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export type Answer = { taken: number; text: string };

/** One request as the integration of the bench. `taken`: milliseconds until the whole answer is there. */
export function send(url: string, path: string, method: string, body?: object): Promise<Answer> {
  const start = performance.now();
  const headers = {
    authorization: "Bearer bench",
    "notion-version": "2026-03-11",
    "content-type": "application/json",
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (response.statusCode !== 200)
          reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
        else resolve({ taken: performance.now() - start, text });
      });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
