import { useEffect } from "preact/hooks";
import { entryId, rules, story, unseenChanges } from "../state/story.ts";
import { Held } from "../workspace/held.tsx";
import { Entry } from "./entry.tsx";

/** What Rowbell saw and what it did about it, newest first. */
export function Story() {
  useEffect(() => {
    unseenChanges.value = 0;
  });
  if (!story.value) return <p class="nothing">Loading…</p>;
  if (story.value.length === 0) {
    return (
      <div class="empty">
        <p>No change was seen yet.</p>
        <p class="quiet">
          Each change of a row is told here: when it was seen, which rule asked for it, what was sent.
        </p>
      </div>
    );
  }
  return (
    <>
      {rules.value.map((rule) => (
        <Held key={rule.id} rule={rule} />
      ))}
      <ol class="story" aria-label="Changes">
        {story.value.map((entry) => (
          <Entry key={entryId(entry)} entry={entry} />
        ))}
      </ol>
    </>
  );
}
