import { answerRule, type ShownRule } from "../api/console.ts";
import { loadRules, loadStory } from "../state/story.ts";
import { attempt, toast } from "../state/toasts.ts";
import { BusyButton } from "./busy-button.tsx";

/** What a rule holds back, and the two answers to it. */
export function Held({ rule }: { rule: ShownRule }) {
  const { id, name, brake } = rule;
  if (!brake) return null;
  const { held, because, sample } = brake;
  const answer = async (wanted: "release" | "discard") => {
    await attempt(`${name} was not answered`, async () => {
      const { moved } = await answerRule(id, wanted);
      toast(wanted === "release" ? `${moved} released: they are on their way` : `${moved} discarded`);
    });
    await Promise.all([loadRules(), loadStory()]);
  };
  return (
    <section class="held-rule" aria-label={`${name} is held`}>
      <p>
        <b>{name}</b> is held: {because}.{" "}
        {held > 0 && (
          <span class="quiet">
            {held} {held === 1 ? "waits" : "wait"}
            {sample.length > 0 && `, for example ${sample.map((title) => `“${title}”`).join(", ")}`}.
          </span>
        )}
      </p>
      <BusyButton label={`Release: ${name}`} run={() => answer("release")}>
        Release
      </BusyButton>
      <BusyButton label={`Discard: ${name}`} run={() => answer("discard")}>
        Discard
      </BusyButton>
    </section>
  );
}
