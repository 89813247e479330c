import { createHmac, timingSafeEqual } from "node:crypto";

/** Whose link it is, and of which rule's mail. */
export type UnsubscribeClaim = { address: string; ruleId: string; connectionId: string };

/** Opens what makes the link by which a recipient says no. */
export type UnsubscribeLinks = () => Promise<(claim: UnsubscribeClaim) => string>;

/** What links are signed with: the key of this id; links that older ones signed stay good. */
export type SigningKeys = { id: string; keys: ReadonlyMap<string, string> };

/** Whatever else is ever signed with these keys must be no unsubscribe link. */
const purpose = "rowbell unsubscribe 1";

/** Long enough for any claim: an address has 254 signs, ids 36. */
const longest = 1_000;

/**
 * A claim with its signature, as one part of a path: key id, claim and HMAC-SHA256, in base64url. It does not expire, since
 * mail is read years later, and says what it is about, so that it needs no record and is good after the rule is gone.
 */
export function signToken({ address, ruleId, connectionId }: UnsubscribeClaim, signing: SigningKeys): string {
  const claim = Buffer.from(JSON.stringify([address, ruleId, connectionId])).toString("base64url");
  const head = `${signing.id}.${claim}`;
  return `${head}.${macOf(head, signing.keys.get(signing.id) ?? "").toString("base64url")}`;
}

/** @returns undefined for whatever we have not signed, exactly as it is. */
export function readToken(token: string, { keys }: SigningKeys): UnsubscribeClaim | undefined {
  if (token.length > longest) return undefined;
  const [id = "", claim = "", mac = "", ...more] = token.split(".");
  const key = keys.get(id);
  const expected = macOf(`${id}.${claim}`, key ?? "no such key");
  const given = Buffer.from(mac, "base64url");
  // Of equal length, as the comparison wants it; and in the one way that we write it.
  if (given.length !== expected.length || given.toString("base64url") !== mac || more.length > 0)
    return undefined;
  if (!timingSafeEqual(given, expected) || key === undefined) return undefined;
  const [address, ruleId, connectionId] = JSON.parse(Buffer.from(claim, "base64url").toString()) as string[];
  return address && ruleId && connectionId ? { address, ruleId, connectionId } : undefined;
}

const shortestKey = 32;

/**
 * Reads what the secret holds: `{"id": "2", "key": "…", "older": {"1": "…"}}`.
 * @throws Error that says what is wrong with it, and nothing of what it holds.
 */
export function readSigningKeys(secret: string): SigningKeys {
  const { id, key, older = {} } = objectIn(secret);
  const keys = new Map(Object.entries({ ...(older as object), [String(id)]: key }));
  for (const [name, value] of keys) {
    if (!/^[\w-]{1,20}$/.test(name) || typeof value !== "string" || value.length < shortestKey)
      throw new Error(
        `the secret of the unsubscribe links must be {"id": "1", "key": "at least ${shortestKey} signs"}, with older keys by their ids under "older"`,
      );
  }
  return { id: String(id), keys: keys as Map<string, string> };
}

function objectIn(json: string): { id?: unknown; key?: unknown; older?: unknown } {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    // Its message would quote the secret.
    return {};
  }
}

function macOf(text: string, key: string): Buffer {
  return createHmac("sha256", key).update(`${purpose}\n${text}`).digest();
}
