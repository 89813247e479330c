import type { Style } from "./look/style.ts";

/** A file that travels with the mail; a picture has a name within it, `cid`, and its width in pixels. */
export type Taken = { cid?: string; width?: number };

/** What all blocks of one message are shown with. */
export type Setting = {
  style: Style;
  /** Whose dates, BCP 47. */
  locale: string | undefined;
  /** Files that Notion hosts and that could be taken along, by the id of their block. */
  taken: ReadonlyMap<string, Taken>;
};
