import { Pill } from "../cells/pill.tsx";
import { rules } from "../state/story.ts";
import { Held } from "../story/held.tsx";
import { healthColors } from "./health-colors.ts";

/** Another Notion is watched: it is edited there, and here stands what the rules say of themselves. */
export function Remote() {
  return (
    <section class="workspace remote" aria-label="Rules">
      <h2>Rowbell watches your Notion workspace</h2>
      <p>Rows and rules are edited in Notion. The mail they cause is kept here, in the inbox beside this.</p>
      {rules.value.length === 0 && <p class="nothing">No rule was read yet.</p>}
      {rules.value.map((rule) => (
        <article key={rule.id} class="rule">
          <h3>{rule.name || "Untitled"}</h3>
          <p class="several">
            <Pill color={healthColors[rule.state]}>{rule.state || "Off"}</Pill>
            <Pill color={healthColors[rule.health]}>{rule.health}</Pill>
          </p>
          <p>{rule.note}</p>
          <Held rule={rule} />
        </article>
      ))}
    </section>
  );
}
