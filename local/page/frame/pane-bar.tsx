import { Counted } from "../side-pane.tsx";
import { unread } from "../state/inbox.ts";
import { unseenChanges } from "../state/story.ts";
import { isWorkspaceInFront, showSide, side } from "../state/view.ts";

/** On a narrow screen: which pane is in front. */
export function PaneBar() {
  const front = isWorkspaceInFront.value ? "workspace" : side.value;
  return (
    <nav class="pane-bar" aria-label="Panes">
      <button
        type="button"
        aria-current={front === "workspace"}
        onClick={() => {
          isWorkspaceInFront.value = true;
        }}
      >
        Workspace
      </button>
      <button type="button" aria-current={front === "inbox"} onClick={() => showSide("inbox")}>
        <Counted text="Inbox" count={unread.value.size} />
      </button>
      <button type="button" aria-current={front === "story"} onClick={() => showSide("story")}>
        <Counted text="Story" count={unseenChanges.value} />
      </button>
    </nav>
  );
}
