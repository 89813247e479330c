import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Choice } from "../frame/choice.tsx";
import { Icon } from "../frame/icon.tsx";
import { WithIcon } from "../frame/with-icon.tsx";
import { fold, folded } from "../state/sides.ts";
import { newDatabase, newPage, trashNode } from "../state/structure.ts";
import type { Node } from "../state/tree.ts";
import { show, shown } from "../state/view.ts";

/** One page or database of the sidebar, and below it what stands in it. */
export function TreeNode({ node, level }: { node: Node; level: number }) {
  const { kind, id, title, emoji, children } = node;
  const isOpen = !folded.value.has(id);
  const isCurrent = shown.value?.kind === kind && shown.value.id === id;
  const indent = { paddingLeft: `${6 + level * 14}px` };
  return (
    <li>
      <div class={isCurrent ? "node current" : "node"} style={indent}>
        {children.length > 0 ? (
          <button
            type="button"
            class="fold"
            aria-label={`${isOpen ? "Fold" : "Unfold"} ${title}`}
            aria-expanded={isOpen}
            onClick={() => fold(id)}
          >
            <Icon name={isOpen ? "down" : "right"} />
          </button>
        ) : (
          <span class="fold" />
        )}
        <a
          href={`#/${kind}/${id}`}
          {...(isCurrent && { "aria-current": "page" })}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            show({ kind, id });
          }}
        >
          <span class="emoji" aria-hidden="true">
            {emoji ?? <Icon name={kind === "source" ? "table" : "page"} />}
          </span>
          <span class="words">{title}</span>
        </a>
        <NodeMenu node={node} />
      </div>
      {isOpen && children.length > 0 && (
        <ul>
          {children.map((child) => (
            <TreeNode key={child.id} node={child} level={level + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}

function NodeMenu({ node }: { node: Node }) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const deeds: Record<string, () => void> = {
    page: () => void newPage(node.id),
    database: () => void newDatabase(node.id),
    trash: () => void trashNode(node),
  };
  const inside = [
    { id: "page", text: "Add a page inside", shown: <WithIcon icon="page" text="Add a page inside" /> },
    {
      id: "database",
      text: "Add a database inside",
      shown: <WithIcon icon="table" text="Add a database inside" />,
    },
  ];
  const trash = {
    id: "trash",
    text: "Move to the trash",
    shown: <WithIcon icon="trash" text="Move to the trash" />,
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="small icon-only"
        aria-label={`More for ${node.title}`}
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name="more" />
      </button>
      {isOpen.value && (
        <Choice
          anchor={anchor}
          label={`What to do with ${node.title}`}
          items={node.kind === "page" ? [...inside, trash] : [trash]}
          chosen={[]}
          onPick={(id) => deeds[id]?.()}
          onClose={() => {
            isOpen.value = false;
            anchor.current?.focus();
          }}
        />
      )}
    </>
  );
}
