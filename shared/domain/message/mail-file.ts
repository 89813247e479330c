/** Where a file is that Notion hosts: in a block, or in a cell of the row, known there by its link without signature. */
export type FileSource = { block: string } | { property: string; path: string };

/** A file that travels with a mail. One with a `cid` is shown where the message names that; any other is attached. */
export type MailFile = { name: string; contentType: string; content: Uint8Array; cid?: string };

/**
 * What a mail may carry. SES takes 10 MB a message; what is attached grows by a third on its way (base64).
 * One picture of a phone's camera is 3 to 4 MB: on a page it is to be made smaller first.
 */
export const mailLimits = { pictureBytes: 3_000_000, fileBytes: 7_000_000, allBytes: 7_000_000, files: 20 };

/** `7 MB`, `350 KB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, "")} MB`;
}
