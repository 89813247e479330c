import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ShownRule } from "../api/console.ts";
import { titleOf } from "../api/notion.ts";
import { findRows } from "../api/query.ts";
import { Choice } from "../frame/choice.tsx";
import type { Item } from "../frame/choosing.ts";
import { health } from "../state/health.ts";
import { story } from "../state/story.ts";
import { attempt } from "../state/toasts.ts";
import { Answers } from "./answers.tsx";
import { showStoryOf } from "./of-whom.ts";
import { WhySection } from "./why-row.tsx";

/** As many of the rows that changed last as one looks through. */
const mostRows = 4;

/** On a rule's page: why it fired, or not, for the rows that changed last, and for any other one asks about. */
export function WhyRule({ rule }: { rule: ShownRule }) {
  const chosenId = useSignal<string | undefined>(undefined);
  const { id, name, sourceId } = rule;
  if (!sourceId) return null;
  const entries = story.value?.filter((entry) => entry.sourceId === sourceId && entry.op !== "delete") ?? [];
  const newest = [...new Set(entries.map(({ rowId }) => rowId))].slice(0, mostRows);
  const rowIds = chosenId.value ? [chosenId.value] : newest;
  const fired =
    story.value?.filter(({ deliveries }) => deliveries.some(({ ruleId }) => ruleId === id)).length ?? 0;
  return (
    <WhySection summary="Row by row" changes={fired} onStory={() => showStoryOf({ ruleId: id, title: name })}>
      {rowIds.length > 0 ? (
        <Answers by="row" sourceId={sourceId} questions={rowIds.map((rowId) => ({ rowId, ruleId: id }))} />
      ) : (
        <p class="quiet">No row has changed lately.</p>
      )}
      <AskAboutRow
        sourceId={sourceId}
        chosenId={chosenId.value}
        onChoose={(rowId) => {
          chosenId.value = rowId;
        }}
      />
    </WhySection>
  );
}

type AskProps = { sourceId: string; chosenId: string | undefined; onChoose(rowId: string | undefined): void };

const mostFound = 20;

function AskAboutRow({ sourceId, chosenId, onChoose }: AskProps) {
  const isOpen = useSignal(false);
  const words = useSignal("");
  const found = useSignal<Item[]>([]);
  const anchor = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen.value) return;
    const asked = words.value;
    void attempt("The rows could not be read", async () => {
      const rows = await findRows(sourceId, asked, mostFound);
      if (words.peek() === asked)
        found.value = rows.map((row) => ({ id: row.id, text: titleOf(row) || "Untitled" }));
    });
  }, [isOpen.value, words.value, sourceId, found]);
  if (health.value?.notion !== "embedded") return null;
  return (
    <p>
      <button
        ref={anchor}
        type="button"
        class="small bordered"
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        Ask about {chosenId ? "another" : "a"} row…
      </button>
      {isOpen.value && (
        <Choice
          anchor={anchor}
          label="Which row?"
          items={found.value}
          chosen={chosenId ? [chosenId] : []}
          onSearch={(text) => {
            words.value = text.trim();
          }}
          onPick={onChoose}
          onClear={() => onChoose(undefined)}
          onClose={() => {
            isOpen.value = false;
            words.value = "";
            anchor.current?.focus();
          }}
        />
      )}
    </p>
  );
}
