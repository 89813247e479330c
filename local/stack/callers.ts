import { randomUUID } from "node:crypto";
import type { Caller } from "./iam/gate.ts";

/** Access keys, and whose they are. */
export type Callers = {
  /** A new key for a caller. */
  issue(caller: Caller): string;
  callerOf(accessKeyId: string): Caller | undefined;
};

/** @param operator the key of whoever looks at the stack from outside: the page and the console, which may do all. */
export function openCallers(operator: string): Callers {
  const callers = new Map<string, Caller>([[operator, { name: "operator", role: "operator" }]]);
  return {
    issue(caller) {
      const key = `ASIA${randomUUID().replaceAll("-", "").toUpperCase()}`;
      callers.set(key, caller);
      return key;
    },
    callerOf: (accessKeyId) => callers.get(accessKeyId),
  };
}
