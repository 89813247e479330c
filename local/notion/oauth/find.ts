import type { Authorization, Bot, Connection } from "../entities.ts";
import type { Store } from "../store/store.ts";

export function connectionOf(store: Store, clientId: string | undefined): Connection | undefined {
  const entity = store.get(clientId ?? "");
  return entity?.kind === "connection" ? entity : undefined;
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
