import { request } from "./request.ts";

let acting: string | undefined;

/** From now on requests come from this user; undefined is whoever sits at the page. */
export function actAs(userId: string | undefined): void {
  acting = userId;
}

/** One request of Notion's API of the embedded workspace. @throws Refusal */
export function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return request<T>(method, `/workspace/v1${path}`, body, acting ? { "rowbell-user": acting } : {});
}

/** A page of a list, as Notion answers it. */
export type List<T> = { results: T[]; next_cursor: string | null };
