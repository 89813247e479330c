import { unread } from "../state/inbox.ts";
import { hideSide, hideSidebar, isSidebarHidden, isSideHidden } from "../state/sides.ts";
import { isDrawerOpen, isWorkspaceInFront } from "../state/view.ts";
import { Icon } from "./icon.tsx";

/** Brings the sidebar back; on a narrow screen it opens as a drawer. */
export function SidebarButton() {
  return (
    <>
      {isSidebarHidden.value && (
        <button
          type="button"
          class="small icon-only beside"
          aria-label="Show the sidebar"
          onClick={() => hideSidebar(false)}
        >
          <Icon name="sidebar" />
        </button>
      )}
      <button
        type="button"
        class="small icon-only drawer-button"
        aria-label="Databases and pages"
        aria-expanded={isDrawerOpen.value}
        onClick={() => {
          isWorkspaceInFront.value = true;
          isDrawerOpen.value = !isDrawerOpen.value;
        }}
      >
        <Icon name="sidebar" />
      </button>
    </>
  );
}

/** Gives the table the room of the inbox and the story, or takes it back. */
export function SideButton() {
  const isHidden = isSideHidden.value;
  return (
    <button
      type="button"
      class="small icon-only beside"
      aria-label={isHidden ? "Show inbox and story" : "Hide inbox and story"}
      title={isHidden ? "Show inbox and story" : "Hide inbox and story"}
      onClick={() => hideSide(!isHidden)}
    >
      <Icon name="open" />
      {isHidden && unread.value.size > 0 && <span class="news" />}
    </button>
  );
}
