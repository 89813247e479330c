import type { Span } from "./row.ts";

/**
 * A block of a Notion page, reduced to what a message shows. Types keep Notion's names (`paragraph`, `heading_2`,
 * `to_do`, …); one that is not known keeps its type, so that its renderer can leave it out knowingly.
 */
export type Block<Text = Span[], Url = string> = {
  type: string;
  text: Text;
  children: Block<Text, Url>[];
  /** to_do */
  checked?: boolean;
  /** code */
  language?: string;
  /** callout: an emoji */
  icon?: string;
  /** image, bookmark, embed, video, file, pdf, audio, link_preview */
  url?: Url;
  /** A Notion colour name; absent for the default. */
  color?: string;
  /** table: its rows are children of type `table_row` with `cells` */
  headerRow?: boolean;
  cells?: Text[];
};
