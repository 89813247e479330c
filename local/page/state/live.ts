import type { WorkspaceNews } from "../../console/workspace-news.ts";
import { Refusal } from "../api/request.ts";
import { openTable } from "../views/open-table.ts";
import { loadView } from "../views/views.ts";
import { type Heard, hearEvents } from "./event-stream.ts";
import { health, isConnected, loadHealth } from "./health.ts";
import { loadInbox } from "./inbox.ts";
import { listingOf, refresh } from "./listing.ts";
import { loadRow } from "./row-states.ts";
import { loadSources, source } from "./sources.ts";
import { loadRules, loadStory } from "./story.ts";
import { refreshTitles } from "./titles.ts";
import { loadPages } from "./tree.ts";
import { openRowId, sourceId } from "./view.ts";

const settleMs = 120;

type Listener = (news: WorkspaceNews) => void;
const listeners = new Set<Listener>();

/** Tells what anybody wrote in the workspace: another tab, Rowbell, a program; this page, too. @returns ends it. */
export function onWorkspaceNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function tell(news: WorkspaceNews): void {
  for (const listener of listeners) listener(news);
}

const everything: WorkspaceNews = {
  rows: {},
  pages: [],
  comments: [],
  views: [],
  sources: true,
  isAll: true,
};

/** The stream of news opens while the first reading is under way: what happened in between is looked for after it. */
const firstLookMs = 2_000;

/** Loads everything, and again whatever has news. */
export function start(): void {
  const all = gathered(async () => {
    await loadHealth();
    await Promise.all([loadInbox(), loadStory(), loadRules(), isEmbedded() && loadWorkspace()]);
  });
  const table = gathered(loadTable);
  let hasListened = false;
  const heard: Record<string, (data: string) => void> = {
    open: () => {
      isConnected.value = true;
      if (!hasListened) setTimeout(all, firstLookMs);
      else {
        all();
        tell(everything); // meanwhile anything may have happened
      }
      hasListened = true;
    },
    error: () => {
      isConnected.value = false;
    },
    inbox: gathered(loadInbox),
    story: gathered(async () => void (await Promise.all([loadStory(), loadRules()]))),
    poll: gathered(async () => void (await Promise.all([loadHealth(), loadRules()]))),
    workspace: (data) => {
      tell(JSON.parse(data));
    },
  };
  const structure = gathered(loadStructure);
  const view = gathered(loadShownView);
  onWorkspaceNews((news) => {
    if (news.sources) structure();
    if (news.isAll || (source.value && news.views.includes(source.value.id))) view();
    if (news.isAll || shownSources().some((id) => news.rows[id])) table();
  });
  void first();
  hearEvents(({ event, data }: Heard) => heard[event]?.(data));
}

const isEmbedded = () => health.value?.notion === "embedded";

/** What is seen first is asked for first: the others would make it wait. */
async function first(): Promise<void> {
  try {
    if (!health.value) await loadHealth();
    if (isEmbedded()) {
      await Promise.all([loadSources(), sourceId.value && loadView(sourceId.value)]);
      await Promise.all([source.value && openTable(source.value), loadInbox()]);
    } else await loadInbox();
    await Promise.all([loadStory(), loadRules(), isEmbedded() && loadPages()]);
  } catch (error) {
    // Shown by `isConnected`, and read again when the stream of news opens.
    if (!(error instanceof Refusal)) throw error;
  }
}

async function loadWorkspace(): Promise<void> {
  await Promise.all([loadStructure(), loadTable()]);
}

async function loadStructure(): Promise<void> {
  await loadSources();
  await loadPages();
}

async function loadShownView(): Promise<void> {
  if (source.value) await loadView(source.value.id);
}

/** The source that is seen, and those whose titles its relations show. */
function shownSources(): string[] {
  if (!source.value) return [];
  const related = Object.values(source.value.properties).flatMap((column) =>
    column.type === "relation" ? (column.relation.data_source_id ?? []) : [],
  );
  return [...new Set([source.value.id, ...related])];
}

async function loadTable(): Promise<void> {
  const [id, ...related] = shownSources();
  const isOpenElsewhere =
    openRowId.value &&
    !listingOf(id ?? "")
      .rows.peek()
      ?.some((row) => row.id === openRowId.value);
  await Promise.all([
    id && refresh(listingOf(id)),
    refreshTitles(related),
    isOpenElsewhere && openRowId.value && loadRow(openRowId.value),
  ]);
}

/** One run for calls that come close together, and never two at once. What fails is shown by `isConnected`. */
function gathered(run: () => Promise<void>): () => void {
  let isWaiting = false;
  let last: Promise<void> = Promise.resolve();
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      last = last.then(run).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }, settleMs);
  };
}
