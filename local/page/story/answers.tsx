import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Explanation, explain } from "../api/console.ts";
import { Refusal } from "../api/request.ts";
import { sources } from "../state/sources.ts";
import { story } from "../state/story.ts";
import { writtenValue } from "./written-value.ts";

/** A row and a rule of which one wants to know why it fired, or did not. */
type Question = { rowId: string; ruleId: string };

type Props = {
  questions: readonly Question[];
  /** Of the rows. */
  sourceId: string;
  /** What an answer is about here: which rule, or which row. */
  by: "rule" | "row";
};

/** How each rule took the newest change of each row. */
export function Answers({ questions, sourceId, by }: Props) {
  const answers = useSignal<Explanation[] | undefined>(undefined);
  const asked = questions.map(({ rowId, ruleId }) => `${rowId} ${ruleId}`).join();
  useEffect(() => {
    let isLate = false;
    const ask = questions.map(({ rowId, ruleId }) => explain(rowId, ruleId).catch(ignoreRefusal));
    void Promise.all(ask).then((all) => {
      if (!isLate) answers.value = all.filter((one) => one !== undefined);
    });
    return () => {
      isLate = true;
    };
    // Asked again when something was seen or sent since.
  }, [asked, story.value, answers]);
  if (!answers.value) return <p class="quiet">Asking…</p>;
  if (answers.value.length === 0) return <p class="quiet">Rowbell has not read it yet.</p>;
  return (
    <>
      {answers.value.map((answer) => (
        <Answer
          key={`${answer.rule} ${answer.row}`}
          name={answer[by] || "Untitled"}
          sourceId={sourceId}
          explanation={answer}
        />
      ))}
    </>
  );
}

/** A rule or a row that is gone by now has nothing to say. */
function ignoreRefusal(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

type AnswerProps = { name: string; sourceId: string; explanation: Explanation };

function Answer({ name, sourceId, explanation }: AnswerProps) {
  const { answer, fired, conditions, problems } = explanation;
  return (
    <div class={fired ? "answer fired" : "answer"}>
      <p>
        <b>{name}</b>: {answer}
      </p>
      {conditions.length > 0 && (
        <ul>
          {conditions.map(({ text, value, holds }) => (
            <li key={text} class={holds ? "holds" : "fails"}>
              <span aria-hidden="true">{holds ? "✓" : "✗"}</span>
              <span class="unseen">{holds ? "holds: " : "does not hold: "}</span> {text}{" "}
              <span class="quiet">
                {value
                  ? `(it is ${writtenValue(sourceId, columnIn(sourceId, text), value)})`
                  : "(it is empty)"}
              </span>
            </li>
          ))}
        </ul>
      )}
      {problems.map(({ column, message }) => (
        <p key={message} class="problem">
          {column}: {message}
        </p>
      ))}
    </div>
  );
}

/** The column a comparison begins with; of `Due date` and `Due` the longer one that fits. */
function columnIn(sourceId: string, text: string): string {
  const names = Object.keys(sources.value.find(({ id }) => id === sourceId)?.properties ?? {});
  return names.filter((name) => text.startsWith(name)).toSorted((a, b) => b.length - a.length)[0] ?? "";
}
