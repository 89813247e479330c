import { useSignal } from "@preact/signals";
import { pollNow } from "../api/console.ts";
import { showTime } from "../cells/show-date.ts";
import { health, isConnected } from "../state/health.ts";
import { attempt } from "../state/toasts.ts";
import { SideButton, SidebarButton } from "./side-buttons.tsx";
import { UndoButtons } from "./undo-buttons.tsx";

/** What this is, and what it does right now. */
export function Header() {
  const isPolling = useSignal(false);
  const poll = async () => {
    isPolling.value = true;
    await attempt("The poll failed", pollNow);
    isPolling.value = false;
  };
  const isEmbedded = health.value?.notion === "embedded";
  const problems = isConnected.value ? (health.value?.lastPoll?.problems ?? []) : [];
  return (
    <header class="masthead">
      {isEmbedded && <SidebarButton />}
      <h1>
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <path d="M12 3a6 6 0 0 0-6 6v4.5L4 17h16l-2-3.5V9a6 6 0 0 0-6-6Zm-2 15.5a2 2 0 0 0 4 0Z" />
        </svg>
        Rowbell
      </h1>
      <p class="tagline">rings when a Notion row changes</p>
      {isEmbedded && <UndoButtons />}
      <p class="doing" role="status">
        <Doing />
      </p>
      <button type="button" class="small" disabled={isPolling.value || !isConnected.value} onClick={poll}>
        {isPolling.value ? "Polling…" : "Poll now"}
      </button>
      <SideButton />
      {problems.length > 0 && (
        <div class="problems" role="alert">
          {problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </div>
      )}
    </header>
  );
}

function Doing() {
  const known = health.value;
  if (!isConnected.value)
    return <span class="problem">Rowbell does not answer. If it was stopped, start it again: npm start</span>;
  if (!known) return <>Connecting…</>;
  const { lastPoll, pollSeconds } = known;
  const rhythm = pollSeconds > 0 ? `looks every ${pollSeconds} s` : "looks only when asked";
  return (
    <>
      <span key={lastPoll?.at} class={lastPoll?.problems.length ? "dot bad" : "dot"} aria-hidden="true" />
      <span class="rhythm">{rhythm}</span>
      {lastPoll && <span class="last">, last at {showTime(lastPoll.at, lastPoll.at)}</span>}
    </>
  );
}
