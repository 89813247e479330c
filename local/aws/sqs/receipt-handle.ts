import { AwsError } from "../aws-error.ts";

/** Names one receive of one message. */
export type Receipt = { sequence: number; receipt: string };

export function printReceipt({ sequence, receipt }: Receipt): string {
  return Buffer.from(`${sequence} ${receipt}`).toString("base64");
}

/** @throws AwsError ReceiptHandleIsInvalid for what no receive of ours gave out. */
export function parseReceipt(handle: string): Receipt {
  const match = /^(\d+) (\S+)$/.exec(Buffer.from(handle, "base64").toString());
  if (!match)
    throw new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is invalid.`);
  return { sequence: Number(match[1]), receipt: String(match[2]) };
}
