import { computed, effect, signal } from "@preact/signals";
import { plainText } from "../api/notion.ts";
import { health } from "../state/health.ts";
import { onWorkspaceNews } from "../state/live.ts";
import { sources } from "../state/sources.ts";

/** Up to so many changed rows Rowbell asks for each row's page at once; more are compared with what the next poll reads. */
const mostAtOnce = 25;

type Written = { rows: ReadonlySet<string> /** The last poll before. */; poll: string | undefined };

/** The rows of each source that were written between two polls. */
const written = signal<ReadonlyMap<string, Written>>(new Map());
/** When Rowbell looked last, and the time before. */
const polls = signal<readonly (string | undefined)[]>([]);

effect(() => {
  const last = health.value?.lastPoll?.at;
  if (last !== polls.peek()[0]) polls.value = [last, polls.peek()[0]];
});
onWorkspaceNews((news) => {
  const poll = polls.peek()[0];
  const next = new Map(written.peek());
  for (const [sourceId, ids] of Object.entries(news.rows)) {
    const known = next.get(sourceId);
    next.set(sourceId, {
      rows: new Set([...(known?.poll === poll ? (known?.rows ?? []) : []), ...ids]),
      poll,
    });
  }
  written.value = next;
});

const many = computed(() =>
  [...written.value].filter(([, { rows, poll }]) => rows.size > mostAtOnce && polls.value.includes(poll)),
);

/** Why a change of many rows is not in the story yet. */
export function SecondLook() {
  return (
    <>
      {many.value.map(([sourceId, { rows }]) => (
        <p key={sourceId} class="second-look" role="status">
          <b>
            {rows.size} rows of {nameOf(sourceId)}
          </b>{" "}
          changed at once. Rowbell looks at so many a second time, at its next poll, before it acts: a rule
          that fires for all of them is then held as a whole, and nothing is sent for a state that was only
          passing.
        </p>
      ))}
    </>
  );
}

function nameOf(sourceId: string): string {
  const source = sources.value.find(({ id }) => id === sourceId);
  return source ? plainText(source.title) : "a database";
}
