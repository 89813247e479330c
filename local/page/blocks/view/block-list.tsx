import type { Blocks } from "../model/block.ts";
import { BlockView } from "./block-view.tsx";
import type { Editor } from "./editor.ts";

type Props = { editor: Editor; blocks: Blocks; class: string };

/** Blocks one under the other, or side by side. */
export function BlockList({ editor, blocks, class: className }: Props) {
  const numbers = numbered(blocks);
  return (
    <div class={className}>
      {blocks.map((block, index) => (
        <BlockView
          key={block.key}
          editor={editor}
          block={block}
          number={numbers[index] ?? 0}
          isOnly={blocks.length === 1 && className === "page-blocks"}
        />
      ))}
    </div>
  );
}

/** Those of a numbered list count from one, anew after anything else. */
function numbered(blocks: Blocks): number[] {
  let count = 0;
  return blocks.map(({ type, data }) => {
    const start =
      typeof data.list_start_index === "number" && count === 0 ? data.list_start_index - 1 : count;
    count = type === "numbered_list_item" ? start + 1 : 0;
    return count;
  });
}
