import { Icon } from "../../frame/icon.tsx";
import { showPage } from "../../state/view.ts";
import type { Block } from "../model/block.ts";
import { hasText, isFoldable, kindOf } from "../model/kinds.ts";
import { BlockText } from "./block-text.tsx";
import { CodeTools } from "./code-tools.tsx";
import type { Editor } from "./editor.ts";
import { Grid } from "./grid.tsx";
import { Picture } from "./picture.tsx";
import { activate } from "./text-keys.ts";

type Props = { editor: Editor; block: Block; number: number; isOnly: boolean; isFolded: boolean };

/** What a block shows of itself, without those inside it. */
export function BlockBody(props: Props) {
  const { editor, block } = props;
  switch (block.type) {
    case "divider":
      return <hr />;
    case "image":
      return <Picture editor={editor} block={block} />;
    case "table":
      return <Grid editor={editor} table={block} />;
    case "column_list":
    case "column":
      return null;
    default:
      return hasText(block) ? <WithText {...props} /> : <Card {...props} />;
  }
}

function WithText({ editor, block, number, isOnly, isFolded }: Props) {
  return (
    <>
      <Sign editor={editor} block={block} number={number} isFolded={isFolded} />
      <BlockText editor={editor} block={block} isOnly={isOnly} />
      {block.type === "code" && <CodeTools editor={editor} block={block} />}
    </>
  );
}

/** What stands before a text: a bullet, a number, a box to tick. */
function Sign({ editor, block, number, isFolded }: Omit<Props, "isOnly">) {
  const { type, data } = block;
  if (isFoldable(block)) {
    return (
      <button
        type="button"
        class="block-sign fold"
        aria-expanded={!isFolded}
        aria-label={isFolded ? "Unfold" : "Fold"}
        onClick={() => activate(editor, block)}
      >
        <Icon name="right" />
      </button>
    );
  }
  if (type === "to_do") {
    return (
      <span class="block-sign">
        <input
          type="checkbox"
          aria-label="Done"
          checked={data.checked === true}
          onInput={() => activate(editor, block)}
        />
      </span>
    );
  }
  const icon = data.icon as { type: string; emoji?: string } | undefined;
  if (type === "callout") return <span class="block-sign">{icon?.emoji ?? "💡"}</span>;
  if (type === "numbered_list_item") return <span class="block-sign">{number}.</span>;
  return type === "bulleted_list_item" ? <span class="block-sign bullet">•</span> : null;
}

/** What is only shown here: it can be moved and deleted. */
function Card({ block: { key, type, data } }: Props) {
  const link = [data.url, (data.external as { url?: string } | undefined)?.url].find(
    (url) => typeof url === "string",
  );
  const title = String(data.title ?? data.expression ?? link ?? "");
  const { name, sign } = kindOf(type);
  const words = (
    <>
      <span class="block-sign" aria-hidden="true">
        {type === "child_page" ? <Icon name="page" /> : sign}
      </span>
      <span>{title || name}</span>
    </>
  );
  if (type === "child_page") {
    return (
      <button type="button" class="block-card" onClick={() => showPage(key)}>
        {words}
      </button>
    );
  }
  if (!link) return <p class="block-card quiet">{words}</p>;
  return (
    <a class="block-card" href={String(link)} target="_blank" rel="noopener noreferrer">
      {words}
    </a>
  );
}
