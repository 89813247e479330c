import { computed, signal } from "@preact/signals";
import type { Source } from "../api/notion.ts";
import { plainText, titleOf } from "../api/notion.ts";
import { Refusal } from "../api/request.ts";
import { type AnyPage, readNewestPages, readPage } from "../api/structure.ts";
import { sources } from "./sources.ts";

/** A page or a database in the sidebar, with what stands in it. */
export type Node = {
  kind: "page" | "source";
  id: string;
  title: string;
  emoji: string | undefined;
  children: Node[];
};

const key = "rowbell.pages";

/** Pages that are no rows, by id. */
const pages = signal<ReadonlyMap<string, AnyPage>>(new Map());

export const tree = computed(() => {
  const known = pages.value;
  const isTop = (parentId: string | undefined) => parentId === undefined || !known.has(parentId);
  const under = (parentId: string | undefined): Node[] => [
    ...sources.value
      .filter((one) => (parentId === undefined ? isTop(pageOfSource(one)) : pageOfSource(one) === parentId))
      .map(nodeOfSource),
    ...[...known.values()]
      .filter((one) => (parentId === undefined ? isTop(pageOfPage(one)) : pageOfPage(one) === parentId))
      .toSorted((a, b) => a.created_time.localeCompare(b.created_time))
      .map((page) => nodeOfPage(page, under(page.id))),
  ];
  return under(undefined);
});

export const pageWith = (id: string): AnyPage | undefined => pages.value.get(id);

/**
 * Notion has no list of a workspace's pages, and its search finds rows too: the pages are those among the last edited ones,
 * those that databases stand in, and those that were seen here before.
 */
export async function loadPages(): Promise<void> {
  const found = (await readNewestPages(false)).filter(({ parent }) => parent.type !== "data_source_id");
  const seen: string[] = JSON.parse(localStorage.getItem(key) ?? "[]");
  const named = [...seen, ...sources.value.flatMap((one) => pageOfSource(one) ?? [])];
  const read = new Map(found.map((page) => [page.id, page]));
  await addNamed(read, named);
  const live = [...read.values()].filter((page) => !page.in_trash && isOfTree(page, read));
  localStorage.setItem(key, JSON.stringify(live.map(({ id }) => id)));
  pages.value = new Map(live.map((page) => [page.id, page]));
}

export function putPage(page: AnyPage): void {
  const next = new Map(pages.value);
  if (page.in_trash) next.delete(page.id);
  else next.set(page.id, page);
  pages.value = next;
}

/** Reads the pages that are missing, and those they stand in. */
async function addNamed(read: Map<string, AnyPage>, ids: readonly string[]): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !read.has(id));
  if (missing.length === 0) return;
  const answers = await Promise.all(missing.map((id) => readPage(id).catch(nothing)));
  const found = answers.flatMap((page) => page ?? []);
  for (const page of found) read.set(page.id, page);
  await addNamed(
    read,
    found.flatMap((page) => pageOfPage(page) ?? []),
  );
}

/** Pages inside of rows are opened from there. */
function isOfTree(page: AnyPage, read: ReadonlyMap<string, AnyPage>): boolean {
  if (page.parent.type === "data_source_id") return false;
  const above = pageOfPage(page);
  const parent = above === undefined ? undefined : read.get(above);
  return parent ? !parent.in_trash && isOfTree(parent, read) : above === undefined;
}

const pageOfPage = ({ parent }: AnyPage) => (parent.type === "page_id" ? parent.page_id : undefined);
const pageOfSource = ({ database_parent: parent }: Source) =>
  parent?.type === "page_id" ? parent.page_id : undefined;

function nodeOfPage(page: AnyPage, children: Node[]): Node {
  return { kind: "page", id: page.id, title: titleOf(page) || "Untitled", emoji: emojiOf(page), children };
}

function nodeOfSource(source: Source): Node {
  const title = plainText(source.title) || "Untitled";
  return { kind: "source", id: source.id, title, emoji: emojiOf(source), children: [] };
}

const emojiOf = ({ icon }: { icon: AnyPage["icon"] }) => (icon?.type === "emoji" ? icon.emoji : undefined);

function nothing(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
  return undefined;
}
