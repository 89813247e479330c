/** The colours of options. */
export const COLORS = [
  "default",
  "gray",
  "brown",
  "orange",
  "yellow",
  "green",
  "blue",
  "purple",
  "pink",
  "red",
] as const;

/** Those of text and blocks: each on its own or as a background. */
export const TEXT_COLORS: readonly string[] = [...COLORS, ...COLORS.map((color) => `${color}_background`)];
