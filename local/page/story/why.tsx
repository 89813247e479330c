import { useSignal } from "@preact/signals";
import type { StoryEntry } from "../api/console.ts";
import { rules } from "../state/story.ts";
import { Answers } from "./answers.tsx";

/** Why a change was of no concern to the rules that watch its source. */
export function Why({ entry: { rowId, sourceId } }: { entry: StoryEntry }) {
  const isOpen = useSignal(false);
  const watching = rules.value.filter((rule) => rule.sourceId === sourceId);
  if (watching.length === 0) return <span>None watches this database.</span>;
  return (
    <details
      class="why"
      onToggle={(event) => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>Why?</summary>
      {isOpen.value && (
        <Answers
          by="rule"
          sourceId={sourceId}
          questions={watching.map(({ id }) => ({ rowId, ruleId: id }))}
        />
      )}
    </details>
  );
}
