import { createHash } from "node:crypto";

/** A message attribute as it goes over the wire; binary values are base64. */
export type MessageAttribute = {
  DataType: string;
  StringValue?: string | undefined;
  BinaryValue?: string | undefined;
};

export function md5OfBody(body: string): string {
  return createHash("md5").update(body).digest("hex");
}

/**
 * The digest clients compare, undefined for no attributes: by name, each of name, type and value behind its length in
 * four bytes, one byte before the value for its transport. (SQS developer guide, "Calculating the MD5 message digest".)
 */
export function md5OfAttributes(attributes: Record<string, MessageAttribute>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] as MessageAttribute;
    const binary = BinaryValue !== undefined;
    hash.update(prefixed(Buffer.from(name)));
    hash.update(prefixed(Buffer.from(DataType)));
    hash.update(Uint8Array.of(binary ? 2 : 1));
    hash.update(prefixed(binary ? Buffer.from(BinaryValue, "base64") : Buffer.from(StringValue ?? "")));
  }
  return hash.digest("hex");
}

function prefixed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
