import { effect } from "@preact/signals";
import { Refusal } from "../api/request.ts";
import { health, isConnected, loadHealth } from "./health.ts";
import { loadInbox } from "./inbox.ts";
import { loadRows } from "./rows.ts";
import { loadSources, source } from "./sources.ts";
import { loadRules, loadStory } from "./story.ts";
import { sourceId } from "./view.ts";

const settleMs = 120;
/** Rowbell writes Fired and Last fired back shortly after a delivery. */
const writeBackMs = 1_500;

/** Loads everything, and again whatever Rowbell says has news. */
export function start(): void {
  const events = new EventSource("/api/events");
  const all = gathered(async () => {
    await loadHealth();
    await Promise.all([
      loadInbox(),
      loadStory(),
      loadRules(),
      health.value?.notion === "embedded" && loadSources(),
    ]);
    await loadTable();
  });
  const table = gathered(loadTable);
  const inbox = gathered(loadInbox);
  const story = gathered(async () => void (await Promise.all([loadStory(), loadRules()])));
  const poll = gathered(async () => void (await Promise.all([loadHealth(), loadRules(), loadTable()])));
  events.addEventListener("open", () => {
    isConnected.value = true;
    all();
  });
  events.addEventListener("error", () => {
    isConnected.value = false;
  });
  events.addEventListener("inbox", inbox);
  events.addEventListener("poll", poll);
  events.addEventListener("story", () => {
    story();
    setTimeout(table, writeBackMs);
  });
  effect(() => {
    if (sourceId.value) table();
  });
}

/** The rows that are seen, and those whose titles its relations show. */
async function loadTable(): Promise<void> {
  if (!source.value) return;
  const related = Object.values(source.value.properties).flatMap((column) =>
    column.type === "relation" ? (column.relation.data_source_id ?? []) : [],
  );
  await Promise.all([...new Set([source.value.id, ...related])].map(loadRows));
}

/** One run for calls that come close together, and never two at once. What fails is shown by `isConnected`. */
function gathered(run: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: Promise<void> = Promise.resolve();
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(run).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }, settleMs);
  };
}
