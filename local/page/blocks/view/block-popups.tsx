import type { RefObject } from "preact";
import type { Block } from "../model/block.ts";
import { cut, join, linkAt, linked } from "../model/runs.ts";
import { find, put } from "../model/tree.ts";
import { add, makePicture } from "../model/turn.ts";
import { AskUrl } from "./ask-url.tsx";
import { BlockMenu, SlashMenu } from "./block-menus.tsx";
import type { Editor, Menu } from "./editor.ts";

type Props = { editor: Editor; block: Block; anchor: RefObject<HTMLElement | null> };

/** The menu that is open over a block, if any. */
export function BlockPopups({ editor, block, anchor }: Props) {
  const menu = editor.menu.value;
  if (menu?.key !== block.key) return null;
  const props = { editor, block, menu, anchor };
  if (menu.kind === "slash") return <SlashMenu {...props} />;
  if (menu.kind === "block") return <BlockMenu {...props} />;
  return menu.kind === "link" ? <AskLink {...props} /> : <AskPicture {...props} />;
}

type MenuProps = Props & { menu: Menu };

function AskLink({ editor, block, anchor, menu }: MenuProps) {
  const { start = 0, end = 0 } = menu.caret ?? {};
  const runs = block.runs ?? [];
  const known = linkAt(runs, end);
  const [from, to] = start === end ? [known?.start ?? start, known?.end ?? end] : [start, end];
  const close = () => {
    if (editor.menu.peek() === menu) editor.menu.value = undefined;
    editor.caret.value ??= { key: block.key, start, end };
  };
  const write = (url: string | undefined) => {
    editor.edit((blocks) => {
      const now = find(blocks, block.key)?.block;
      if (!now?.runs) return undefined;
      // Where nothing is selected the address itself is put in.
      const isBare = from === to && url !== undefined;
      const next = isBare
        ? join(cut(now.runs, 0, from), [{ text: url, marks: {}, link: url }], cut(now.runs, from))
        : linked(now.runs, url, from, to);
      return { blocks: put(blocks, block.key, { ...now, runs: next }) };
    });
    close();
  };
  return (
    <AskUrl
      anchor={anchor}
      label="Link to"
      url={known?.url ?? ""}
      {...(known && { onRemove: () => write(undefined) })}
      onDone={write}
      onClose={close}
    />
  );
}

function AskPicture({ editor, block, anchor, menu }: MenuProps) {
  const known = block.type === "image" ? (block.data.external as { url: string } | undefined) : undefined;
  const close = () => {
    if (editor.menu.peek() === menu) editor.menu.value = undefined;
    if (menu.caret) editor.caret.value ??= menu.caret;
    else editor.chosen.value ??= block.key;
  };
  const write = (url: string) => {
    editor.edit((blocks) =>
      known
        ? { blocks: put(blocks, block.key, { ...block, data: { ...block.data, external: { url } } }) }
        : add(blocks, block.key, [makePicture(url)]),
    );
    editor.menu.value = undefined;
  };
  return (
    <AskUrl
      anchor={anchor}
      label="Address of the picture"
      url={known?.url ?? ""}
      onDone={write}
      onClose={close}
    />
  );
}
