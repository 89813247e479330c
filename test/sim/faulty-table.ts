import type { Table } from "../../shared/stores/table.ts";
import type { Faults } from "./faults.ts";
import { never, type Process } from "./process.ts";
import type { Rng } from "./rng.ts";
import type { VirtualTime } from "./virtual-time.ts";

export type TableHost = {
  time: VirtualTime;
  faults: Faults;
  latency: Rng;
  downUntil: number;
  calls: number;
};

/** One process's way to the table: what AWS's client throws, loses and repeats. */
export function faultyTable(host: TableHost, table: Table, process: Process): Table {
  return {
    get: (key) => request(host, process, () => table.get(key), "read"),
    getAll: (keys, attributes) => request(host, process, () => table.getAll(keys, attributes), "read"),
    query: (query) => request(host, process, () => table.query(query), "read"),
    write: (write) => request(host, process, () => table.write(write), "write"),
    transact: (writes, token) => request(host, process, () => table.transact(writes, token), "transaction"),
  };
}

function request<T>(
  host: TableHost,
  process: Process,
  carryOut: () => Promise<T>,
  kind: "read" | "write" | "transaction",
): Promise<T> {
  const { faults, time } = host;
  host.calls++;
  return process.call(host.latency.int(2, 12), async () => {
    if (faults.strike("table is slow")) await time.sleep(faults.rng("table is slow").int(500, 5_000));
    refuse(host);
    if (kind === "transaction" && faults.strike("transaction meets another"))
      throw failure("TransactionConflictException");
    if (kind !== "read" && (await comesLate(host, process, carryOut))) return never();
    let answer = await carryOut();
    if (faults.strike("table's answer is lost and the client repeats")) {
      await time.sleep(100);
      answer = await carryOut();
    }
    if (faults.strike("table's answer is lost")) {
      await time.sleep(5_000);
      throw failure("TimeoutError");
    }
    return answer;
  });
}

function refuse(host: TableHost): void {
  const { faults, time } = host;
  const kind = "table is down for a minute";
  if (faults.strike(kind)) host.downUntil = time.now() + 1000 * faults.rng(kind).int(10, 90);
  if (time.now() < host.downUntil) throw failure("InternalServerError");
  if (faults.strike("table throttles")) throw failure("ThrottlingException");
  if (faults.strike("table answers 500")) throw failure("InternalServerError");
}

/** The request is still under way when its process ends or gives it up, and is carried out after that. */
async function comesLate<T>(
  { faults, time }: TableHost,
  process: Process,
  carryOut: () => Promise<T>,
): Promise<boolean> {
  const died = "write arrives after its process died";
  const gaveUp = "write arrives after its answer was given up";
  const kind = faults.strike(died) ? died : faults.strike(gaveUp) ? gaveUp : undefined;
  if (kind === undefined) return false;
  time.at(time.now() + 1000 * faults.rng(kind).int(1, 40), () => void carryOut().catch(() => {}));
  if (kind === died) process.die();
  else await time.sleep(5_000);
  if (kind === gaveUp) throw failure("TimeoutError");
  return true;
}

function failure(name: string): Error {
  return Object.assign(new Error(`simulated ${name}`), { name });
}
