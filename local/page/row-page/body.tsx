import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Block } from "../api/notion.ts";
import { createBlock, deleteBlock, readBlocks } from "../api/workspace.ts";
import { attempt } from "../state/toasts.ts";
import { BlockField } from "./block-field.tsx";
import { addable } from "./block-types.ts";

/** The blocks of a page; those of a rule are its message. */
export function Body({ pageId, isMessage }: { pageId: string; isMessage: boolean }) {
  const blocks = useSignal<Block[] | undefined>(undefined);
  const newId = useSignal<string | undefined>(undefined);
  const load = async () => {
    blocks.value = await readBlocks(pageId);
  };
  useEffect(() => void attempt("The page could not be read", load), []);

  const add = (type: string, after?: string) =>
    attempt("Nothing was added", async () => {
      const block = await createBlock(pageId, type, after);
      newId.value = block.id;
      await load();
    });
  const remove = (block: Block) =>
    attempt("The block was not deleted", async () => {
      await deleteBlock(block.id);
      await load();
    });
  return (
    <section class="body" aria-label={isMessage ? "The message" : "Page"}>
      {isMessage && (
        <h3>
          The message <span class="quiet">{"{{ Column }} puts in what the row says"}</span>
        </h3>
      )}
      {blocks.value?.map((block) => (
        <BlockField
          key={block.id}
          block={block}
          isNew={block.id === newId.value}
          onAddAfter={add}
          onRemove={remove}
        />
      ))}
      <AddBlock onAdd={add} />
    </section>
  );
}

function AddBlock({ onAdd }: { onAdd(type: string): void }) {
  return (
    <p class="add-block">
      {Object.entries(addable).map(([type, name]) => (
        <button key={type} type="button" class="small" onClick={() => onAdd(type)}>
          + {name}
        </button>
      ))}
    </p>
  );
}
