import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 20;

/**
 * A port of 127.0.0.1 that was free a moment ago: `wanted`, or any for 0.
 * @param patienceMs how long to wait for one that is taken.
 * @throws the socket's own error (EADDRINUSE, EACCES) when the wanted one cannot be had.
 */
export async function freePort(wanted: number, patienceMs: number): Promise<number> {
  try {
    const server = createServer().listen(wanted, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    return port;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || patienceMs <= 0) throw error;
    await sleep(PAUSE_MS);
    return await freePort(wanted, patienceMs - PAUSE_MS);
  }
}
