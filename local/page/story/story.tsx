import { useEffect } from "preact/hooks";
import { Icon } from "../frame/icon.tsx";
import { entryId, rules, story, unseenChanges } from "../state/story.ts";
import { Entry } from "./entry.tsx";
import { Held } from "./held.tsx";
import { isOf, ofWhom } from "./of-whom.ts";
import { SecondLook } from "./second-look.tsx";

/** What Rowbell saw and what it did about it, newest first. */
export function Story() {
  useEffect(() => {
    unseenChanges.value = 0;
  });
  if (!story.value) return <p class="nothing">Loading…</p>;
  const whom = ofWhom.value;
  const entries = whom ? story.value.filter((entry) => isOf(entry, whom)) : story.value;
  const held = rules.value.filter(({ id }) => whom?.ruleId === undefined || id === whom.ruleId);
  return (
    <>
      <OfWhomBar />
      <SecondLook />
      {held.map((rule) => (
        <Held key={rule.id} rule={rule} />
      ))}
      {entries.length === 0 ? (
        <NoChange />
      ) : (
        <ol class="story" aria-label="Changes">
          {entries.map((entry) => (
            <Entry key={entryId(entry)} entry={entry} />
          ))}
        </ol>
      )}
    </>
  );
}

function OfWhomBar() {
  const whom = ofWhom.value;
  if (!whom) return null;
  return (
    <p class="of-whom">
      <span>
        Only <b>{whom.title || "Untitled"}</b>
      </span>
      <button
        type="button"
        class="small"
        onClick={() => {
          ofWhom.value = undefined;
        }}
      >
        <Icon name="close" /> Show all
      </button>
    </p>
  );
}

function NoChange() {
  if (ofWhom.value) return <p class="empty quiet">Nothing of it is among the newest changes.</p>;
  return (
    <div class="empty">
      <p>No change was seen yet.</p>
      <p class="quiet">
        Each change of a row is told here: when it was seen, which rule asked for it, what was sent.
      </p>
    </div>
  );
}
