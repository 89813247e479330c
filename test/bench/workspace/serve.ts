import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startNotionEmulator } from "../../../local/notion/emulator.ts";
import { ADA, BOT } from "../../local/notion/world.ts";

/** What the serving process tells: where it listens, and what it took to get there. */
export type Served = { url: string; loadSeconds: number; rssMb: number };

/** Serves the workspace in a process of its own, and says so on standard output. */
export async function serve(dataFile: string): Promise<void> {
  const start = performance.now();
  const { url } = await startNotionEmulator({
    port: 0,
    dataFile,
    clock: { now: () => new Date() },
    tokens: { bench: BOT.id },
    users: [BOT, ADA],
  });
  const loadSeconds = (performance.now() - start) / 1000;
  tell({ url, loadSeconds });
  process.on("message", () => process.send?.(process.memoryUsage().rss / 2 ** 20));
}

/** Answers every request with the same body: what HTTP and this machine cost by themselves. */
export async function serveFloor(bytes: number): Promise<void> {
  const body = "x".repeat(bytes);
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.end(body));
  });
  server.listen(0, "127.0.0.1", () =>
    tell({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, loadSeconds: 0 }),
  );
}

function tell(served: Omit<Served, "rssMb">): void {
  process.send?.({ ...served, rssMb: process.memoryUsage().rss / 2 ** 20 } satisfies Served);
}
