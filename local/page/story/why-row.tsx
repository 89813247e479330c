import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Icon } from "../frame/icon.tsx";
import { rules, story } from "../state/story.ts";
import { Answers } from "./answers.tsx";
import { showStoryOf } from "./of-whom.ts";

type Props = { rowId: string; sourceId: string; title: string };

/** On a row's page: what each rule that watches it made of its newest change, and why. */
export function WhyRow({ rowId, sourceId, title }: Props) {
  const watching = rules.value.filter((rule) => rule.sourceId === sourceId);
  const changes = story.value?.filter((entry) => entry.rowId === rowId).length ?? 0;
  const summary = watching.length === 0 ? "No rule watches it" : ruleCount(watching.length);
  return (
    <WhySection summary={summary} changes={changes} onStory={() => showStoryOf({ rowId, title })}>
      {watching.length > 0 && (
        <Answers
          by="rule"
          sourceId={sourceId}
          questions={watching.map(({ id }) => ({ rowId, ruleId: id }))}
        />
      )}
    </WhySection>
  );
}

const ruleCount = (count: number) => (count === 1 ? "One rule watches it" : `${count} rules watch it`);

type SectionProps = { summary: string; changes: number; onStory(): void; children: ComponentChildren };

/** Asks only while it is open. */
export function WhySection({ summary, changes, onStory, children }: SectionProps) {
  const isOpen = useSignal(false);
  return (
    <section class="why-section" aria-label="Rules">
      <p>
        <button
          type="button"
          class="small why-toggle"
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          <Icon name={isOpen.value ? "down" : "right"} /> <b>Why did it fire, or not?</b> {summary}
        </button>
        {changes > 0 && (
          <button type="button" class="small" onClick={onStory}>
            {changes === 1 ? "One change" : `${changes} changes`} in the story
          </button>
        )}
      </p>
      {isOpen.value && <div class="answers">{children}</div>}
    </section>
  );
}
