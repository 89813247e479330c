import { Pill } from "../cells/pill.tsx";
import { rules } from "../state/story.ts";
import { healthColors } from "./health-colors.ts";

/** Another Notion is watched: it is edited there, and here stands what the rules say of themselves. */
export function Remote() {
  return (
    <section class="workspace remote" aria-label="Rules">
      <h2>Rowbell watches your Notion workspace</h2>
      <p>Rows and rules are edited in Notion. The mail they cause is kept here, in the inbox beside this.</p>
      {rules.value.length === 0 && <p class="nothing">No rule was read yet.</p>}
      {rules.value.map(({ id, name, state, health, note }) => (
        <article key={id} class="rule">
          <h3>{name || "Untitled"}</h3>
          <p class="several">
            <Pill color={healthColors[state]}>{state || "Off"}</Pill>
            <Pill color={healthColors[health]}>{health}</Pill>
          </p>
          <p>{note}</p>
        </article>
      ))}
    </section>
  );
}
