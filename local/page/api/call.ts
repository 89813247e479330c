import { request } from "./request.ts";

let acting: string | undefined;

/** From now on requests come from this user; undefined is whoever sits at the page. */
export function actAs(userId: string | undefined): void {
  acting = userId;
}

/** One request of Notion's API of the embedded workspace. @throws Refusal */
export function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return callAt(method, `/workspace/v1${path}`, body);
}

/** A request that Notion's own page has and its API has not. @throws Refusal */
export const callApp = <T>(path: string, body: unknown) => callAt<T>("POST", `/workspace/_app${path}`, body);

const callAt = <T>(method: string, path: string, body: unknown) =>
  request<T>(method, path, body, acting ? { "rowbell-user": acting } : {});

/** A page of a list, as Notion answers it. */
export type List<T> = { results: T[]; next_cursor: string | null };
