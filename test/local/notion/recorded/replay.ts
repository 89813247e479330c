import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Exchange = {
  method: string;
  path: string;
  version: string;
  /** Absent: the workspace's own. */
  token?: string;
  body?: unknown;
  status: number;
  answer: unknown;
};

export function exchangesIn(file: string): Exchange[] {
  const lines = readFileSync(join(import.meta.dirname, file), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Exchange);
}

/** Speaks a recorded conversation with the emulator: what was answered there stands here for what was answered there. */
export class Replay {
  readonly #url: string;
  readonly #token: string;
  readonly #ours: Map<string, string>;

  /** @param known recorded id → ours, of what was there before. */
  constructor(url: string, token: string, known: Record<string, string>) {
    this.#url = url;
    this.#token = token;
    this.#ours = new Map(Object.entries(known));
  }

  async send({
    method,
    path,
    version,
    token,
    body,
    answer,
  }: Exchange): Promise<{ status: number; answer: unknown }> {
    const isForm = typeof body === "string";
    const boundary = isForm ? /^--(\S+)/.exec(body)?.[1] : undefined;
    const type = isForm ? `multipart/form-data; boundary=${boundary}` : "application/json";
    const response = await fetch(`${this.#url}${this.#translated(path)}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? this.#token}`,
        "notion-version": version,
        ...(body !== undefined && { "content-type": type }),
      },
      ...(body !== undefined && { body: isForm ? body : this.#translated(JSON.stringify(body)) }),
    });
    const ours: unknown = await response.json();
    this.#learn(answer, ours);
    return { status: response.status, answer: ours };
  }

  /** Every id of a recorded answer has ours at the same place. */
  #learn(recorded: unknown, ours: unknown): void {
    if (typeof recorded === "string" && typeof ours === "string") {
      if (/^(task_)?[0-9a-f-]{32,36}$/.test(recorded)) this.#ours.set(recorded, ours);
    } else if (typeof recorded === "object" && typeof ours === "object" && recorded && ours) {
      for (const [key, value] of Object.entries(recorded))
        this.#learn(value, (ours as Record<string, unknown>)[key]);
    }
  }

  #translated(text: string): string {
    return text.replace(/task_[0-9a-f]{32}|[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}/g, (id) => {
      const dashed = id.replace(/^(.{8})-?(.{4})-?(.{4})-?(.{4})-?(.{12})$/, "$1-$2-$3-$4-$5");
      return this.#ours.get(id.startsWith("task_") ? id : dashed) ?? id;
    });
  }
}
