import { Header } from "./frame/header.tsx";
import { PaneBar } from "./frame/pane-bar.tsx";
import { Toasts } from "./frame/toasts.tsx";
import { SidePane } from "./side-pane.tsx";
import { health } from "./state/health.ts";
import { isInboxWide } from "./state/reading.ts";
import { isSideHidden } from "./state/sides.ts";
import { isWorkspaceInFront } from "./state/view.ts";
import { Remote } from "./workspace/remote.tsx";
import { Workspace } from "./workspace/workspace.tsx";

/** The page: on the left what Rowbell watches, on the right what came of it. */
export function App() {
  const notion = health.value?.notion;
  return (
    <>
      <Header />
      <main
        class={`${isWorkspaceInFront.value ? "workspace" : "side"}-in-front ${isSideHidden.value ? "side-hidden" : ""} ${isInboxWide.value ? "inbox-wide" : ""}`}
      >
        {notion === "embedded" && <Workspace />}
        {notion === "remote" && <Remote />}
        {notion === undefined && <section class="workspace" />}
        <SidePane />
      </main>
      <PaneBar />
      <Toasts />
    </>
  );
}
