import { Icon, type IconName } from "../frame/icon.tsx";
import { hideSidebar, isSidebarHidden } from "../state/sides.ts";
import { newDatabase, newPage } from "../state/structure.ts";
import { tree } from "../state/tree.ts";
import { isDrawerOpen, show, shown } from "../state/view.ts";
import { ActorMenu } from "./actor-menu.tsx";
import { TreeNode } from "./tree-node.tsx";

/** The databases and pages of the workspace, and who looks at them. On a narrow screen a drawer over it. */
export function Sidebar() {
  if (isSidebarHidden.value && !isDrawerOpen.value) return null;
  const close = () => {
    isDrawerOpen.value = false;
  };
  return (
    <>
      {isDrawerOpen.value && (
        <button type="button" class="shade" aria-label="Close the sidebar" tabIndex={-1} onClick={close} />
      )}
      <nav
        class={isDrawerOpen.value ? "sidebar drawn" : "sidebar"}
        aria-label="Pages"
        onKeyDown={(event) => event.key === "Escape" && isDrawerOpen.value && close()}
      >
        <div class="sidebar-top">
          <ActorMenu />
          <button
            type="button"
            class="small icon-only"
            aria-label="Hide the sidebar"
            onClick={() => (isDrawerOpen.value ? close() : hideSidebar(true))}
          >
            <Icon name="collapse" />
          </button>
        </div>
        <ul class="tree">
          {tree.value.map((node) => (
            <TreeNode key={node.id} node={node} level={0} />
          ))}
        </ul>
        <div class="sidebar-foot">
          <Entry icon="page" text="New page" onClick={() => newPage(undefined)} />
          <Entry icon="table" text="New database" onClick={() => newDatabase(undefined)} />
          <Entry
            icon="trash"
            text="Trash"
            isCurrent={shown.value?.kind === "trash"}
            onClick={() => show({ kind: "trash" })}
          />
        </div>
      </nav>
    </>
  );
}

type EntryProps = { icon: IconName; text: string; isCurrent?: boolean; onClick(): void };

function Entry({ icon, text, isCurrent = false, onClick }: EntryProps) {
  return (
    <button type="button" class="entry" {...(isCurrent && { "aria-current": "page" })} onClick={onClick}>
      <Icon name={icon} />
      {text}
    </button>
  );
}
