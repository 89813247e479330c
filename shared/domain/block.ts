import type { Span } from "./row.ts";

/**
 * A block of a Notion page, reduced to what a message shows. Types keep Notion's names (`paragraph`, `heading_2`,
 * `to_do`, …); one that is not known keeps its type, so that it can be left out knowingly. Two are ours: `row_page`,
 * where a rule's page wants the page of the row, and `rest_of_page`, where reading a page was cut.
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
  /** image, bookmark, embed, video, file, pdf, audio, link_preview, link_to_page, child_page, child_database */
  url?: Url;
  /** image, video, file, pdf, audio: Notion hosts it, and signs its link anew for whoever asks for this block. */
  hosted?: { block: string; name: string };
  /** A Notion colour name; absent for the default. */
  color?: string;
  /** numbered_list_item: the first of its list counts from here. */
  start?: number;
  /** column: its part of the width, between 0 and 1; absent for an equal one. */
  ratio?: number;
  /** table: its rows are children of type `table_row` with `cells` */
  headerRow?: boolean;
  headerColumn?: boolean;
  cells?: Text[];
};
