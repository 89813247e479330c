import { toast } from "../../state/toasts.ts";
import type { Block } from "../model/block.ts";
import { textOf } from "../model/runs.ts";
import { find, put } from "../model/tree.ts";
import type { Editor } from "./editor.ts";

/** The usual ones of Notion's languages. */
const languages = [
  "plain text",
  "bash",
  "c",
  "c++",
  "c#",
  "css",
  "go",
  "html",
  "java",
  "javascript",
  "json",
  "markdown",
  "mermaid",
  "php",
  "python",
  "ruby",
  "rust",
  "shell",
  "sql",
  "typescript",
  "xml",
  "yaml",
];

/** The language of a piece of code, and a copy of it. */
export function CodeTools({ editor, block }: { editor: Editor; block: Block }) {
  const { key, data, runs } = block;
  const language = String(data.language ?? "plain text");
  const choose = (next: string) =>
    editor.edit((blocks) => {
      const now = find(blocks, key)?.block;
      return now && { blocks: put(blocks, key, { ...now, data: { ...now.data, language: next } }) };
    });
  const copy = async () => {
    await navigator.clipboard.writeText(textOf(runs ?? []));
    toast("The code is copied");
  };
  return (
    <span class="code-tools">
      <select aria-label="Language" value={language} onChange={(event) => choose(event.currentTarget.value)}>
        {[...new Set([language, ...languages])].map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <button type="button" class="small" onClick={copy}>
        Copy
      </button>
    </span>
  );
}
