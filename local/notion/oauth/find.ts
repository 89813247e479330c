import type { Authorization, Bot, Connection, Page } from "../entities.ts";
import type { Store } from "../store/store.ts";

export function connectionOf(store: Store, clientId: string | undefined): Connection | undefined {
  const entity = store.get(clientId ?? "");
  return entity?.kind === "connection" ? entity : undefined;
}

/** What people may copy when they let the connection in, while it is there. */
export function templateOf(store: Store, { templateId }: Connection): Page | undefined {
  const page = store.get(templateId ?? "");
  return page?.kind === "page" && !page.inTrash ? page : undefined;
}

export function botOf(store: Store, authorization: Authorization): Bot {
  return store.get(authorization.parentKey) as Bot;
}

/** The connection's own authorizations that pass the test. */
export function authorizationOf(
  store: Store,
  connection: Connection,
  test: (one: Authorization) => boolean,
): Authorization | undefined {
  return store
    .ofKind("authorization")
    .find((one) => test(one) && botOf(store, one).parentKey === connection.id);
}
