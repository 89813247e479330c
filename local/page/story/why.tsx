import { useSignal } from "@preact/signals";
import { type Explanation, explain, type StoryEntry } from "../api/console.ts";
import { Refusal } from "../api/request.ts";
import { rules } from "../state/story.ts";

/** Why a change was of no concern to the rules that watch its source. */
export function Why({ entry }: { entry: StoryEntry }) {
  const answers = useSignal<Explanation[] | undefined>(undefined);
  const watching = rules.value.filter(({ sourceId }) => sourceId === entry.sourceId);
  const ask = async () => {
    const asked = watching.map(({ id }) => explain(entry.rowId, id).catch(ignoreRefusal));
    answers.value = (await Promise.all(asked)).filter((answer) => answer !== undefined);
  };
  if (watching.length === 0) return <span>None watches this database.</span>;
  return (
    <details class="why" onToggle={(event) => event.currentTarget.open && ask()}>
      <summary>Why?</summary>
      {answers.value?.map((answer) => (
        <Answer key={answer.rule} {...answer} />
      ))}
    </details>
  );
}

/** A rule or a row that is gone by now has nothing to say. */
function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

function Answer({ rule, answer, conditions }: Explanation) {
  return (
    <div class="answer">
      <p>
        <b>{rule}</b>: {answer}
      </p>
      {conditions.length > 0 && (
        <ul>
          {conditions.map(({ text, value, holds }) => (
            <li key={text} class={holds ? "holds" : "fails"}>
              <span aria-hidden="true">{holds ? "✓" : "✗"}</span>
              <span class="unseen">{holds ? "holds: " : "does not hold: "}</span> {text}{" "}
              <span class="quiet">{value ? `(it is ${value})` : "(it is empty)"}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
