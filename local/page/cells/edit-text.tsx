import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Cell, plainText } from "../api/notion.ts";
import { Popover } from "../frame/popover.tsx";
import type { EditorProps } from "./editor.ts";
import { readText } from "./read-text.ts";

/** Everything that is typed: texts, numbers, addresses. Enter or leaving keeps it, Escape drops it. */
export function EditText(props: EditorProps) {
  const { cell, column, anchor } = props;
  const { draft, problem, type, end, leave } = useDraft(props);
  const address = addressOf(cell);
  const onKeyDown = (event: KeyboardEvent) => {
    const isNewLine = event.isComposing || (event.shiftKey && cell.type === "rich_text");
    if (event.key !== "Enter" || isNewLine) return;
    event.preventDefault();
    end(true);
  };
  return (
    <Popover
      anchor={anchor}
      where="over"
      class="typing"
      isOneField
      onLeave={() => end(true)}
      onCancel={() => end(false)}
    >
      <textarea
        rows={1}
        aria-label={column.name}
        aria-invalid={problem !== ""}
        inputMode={cell.type === "number" ? "decimal" : cell.type === "email" ? "email" : "text"}
        value={draft}
        onInput={(event) => type(event.currentTarget.value)}
        onFocus={(event) => {
          if (props.typed === undefined) event.currentTarget.select();
          else event.currentTarget.setSelectionRange(draft.length, draft.length);
        }}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      {address && (
        <a
          class="link-out"
          href={address}
          target="_blank"
          rel="noreferrer"
          onMouseDown={(event) => event.preventDefault() /* leaving the field would close this first */}
        >
          Open the link
        </a>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </Popover>
  );
}

/** What was typed so far, and how it ends: once, though Enter, a click elsewhere and the lost focus all tell of it. */
function useDraft({ cell, typed, onWrite, onClose }: EditorProps) {
  const before = textOf(cell);
  const draft = useSignal(typed ?? before);
  const problem = useSignal("");
  const isOver = useRef(false);
  const type = (text: string) => {
    draft.value = text;
    problem.value = "";
  };
  const end = (isKept: boolean) => {
    if (isOver.current) return;
    const text = draft.peek();
    const read = readText(cell, text);
    problem.value = (isKept && read.problem) || "";
    if (problem.value) return;
    isOver.current = true;
    if (isKept && text !== before) onWrite(read.shown, read.written);
    onClose();
  };
  // Who has left sees no problem any more, so what cannot be kept is dropped.
  const leave = () => end(readText(cell, draft.peek()).problem === undefined);
  return { draft: draft.value, problem: problem.value, type, end, leave };
}

/** Where a cell leads; anything but these could run in this page. */
function addressOf(cell: Cell): string | undefined {
  if (cell.type === "url") return cell.url && /^https?:/.test(cell.url) ? cell.url : undefined;
  if (cell.type === "email") return cell.email ? `mailto:${cell.email}` : undefined;
  return cell.type === "phone_number" && cell.phone_number ? `tel:${cell.phone_number}` : undefined;
}

function textOf(cell: Cell): string {
  switch (cell.type) {
    case "title":
      return plainText(cell.title);
    case "rich_text":
      return plainText(cell.rich_text);
    case "number":
      return cell.number === null ? "" : String(cell.number);
    case "email":
      return cell.email ?? "";
    case "url":
      return cell.url ?? "";
    case "phone_number":
      return cell.phone_number ?? "";
    default:
      return "";
  }
}
