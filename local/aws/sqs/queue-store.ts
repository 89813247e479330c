import type { DatabaseSync } from "node:sqlite";
import { AwsError } from "../aws-error.ts";
import { checkName, type QueueSettings } from "./queue.ts";

export type Queue = { name: string; settings: QueueSettings; createdAt: number };

/** The queues there are. */
export type QueueStore = {
  /** Creates it or replaces its settings. */
  put(name: string, settings: QueueSettings, now: number): void;
  /** @throws AwsError QueueNameExists when it is there with other settings. */
  create(name: string, settings: QueueSettings, now: number): void;
  /** @throws AwsError QueueDoesNotExist. */
  get(name: string): Queue;
  names(): string[];
};

export function queueStore(database: DatabaseSync): QueueStore {
  const select = database.prepare("select name, settings, created_at from queues where name = ?");
  const upsert = database.prepare(
    `insert into queues (name, settings, created_at) values (?, ?, ?)
     on conflict (name) do update set settings = excluded.settings`,
  );
  const selectNames = database.prepare("select name from queues order by name");

  const put: QueueStore["put"] = (name, settings, now) => {
    checkName(name, settings.fifo);
    upsert.run(name, JSON.stringify(settings), now);
  };
  return {
    put,
    create: (name, settings, now) => {
      const existing = select.get(name);
      if (existing && existing.settings !== JSON.stringify(settings)) {
        throw new AwsError("QueueNameExists", `the queue '${name}' exists already with other attributes`);
      }
      if (settings.deadLetter && !select.get(settings.deadLetter.queue)) {
        throw new AwsError(
          "InvalidParameterValue",
          `the dead-letter queue '${settings.deadLetter.queue}' does not exist; create it first`,
        );
      }
      put(name, settings, now);
    },
    get: (name) => {
      const row = select.get(name);
      if (!row) throw new AwsError("QueueDoesNotExist", `the queue '${name}' does not exist`);
      return { name, settings: JSON.parse(String(row.settings)), createdAt: Number(row.created_at) };
    },
    names: () => selectNames.all().map((row) => String(row.name)),
  };
}
