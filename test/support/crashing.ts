import type { Connection, Purpose } from "../../shared/ports.ts";

/** Thrown in the place of a process that ends there. */
export class Crash extends Error {}

/**
 * The ports as they are, until the n-th call of any of their methods: there the process "dies", before the call is made or
 * after its effect but before its answer. Every later call dies too.
 */
export function crashing<Ports extends object>(
  ports: Ports,
  at: { call: number; when: "before" | "after" },
): { ports: Ports; calls(): number } {
  let calls = 0;
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name, receiver) {
        const value = Reflect.get(object, name, receiver);
        if (typeof value === "object" && value !== null) return wrap(value);
        if (typeof value !== "function" || synchronous.has(String(name))) return value;
        return async (...args: unknown[]) => {
          const call = ++calls;
          if (call > at.call || (call === at.call && at.when === "before")) throw new Crash();
          const answer = await value.apply(object, args);
          if (call === at.call) throw new Crash();
          return typeof answer === "object" && answer !== null && "within" in answer
            ? opened(answer)
            : answer;
        };
      },
    });
  /** A connection: what it answers is called as well. */
  const opened = <T extends object>(connection: T): T => {
    const { workspace, within } = connection as unknown as Connection;
    return { ...connection, workspace: wrap(workspace), within: (purpose: Purpose) => wrap(within(purpose)) };
  };
  return { ports: wrap(ports), calls: () => calls };
}

/** Not calls to the outside: they cannot be where a process dies. */
const synchronous = new Set(["now", "requests", "info", "error"]);
