/** The keys of a block's payload that hold rich text. */
export function isTextKey(key: string): boolean {
  return key === "rich_text" || key === "caption";
}
