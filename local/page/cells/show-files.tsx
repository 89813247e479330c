import type { CellOf } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";

type File = CellOf<"files">["files"][number];

/** Files by their names. */
export function Files({ files }: { files: readonly File[] }) {
  return (
    <span class="several">
      {files.map((file, index) => (
        <span key={index} class="file">
          <Icon name="files" />
          {fileName(file)}
        </span>
      ))}
    </span>
  );
}

/** The end of its address where it has no name of its own. */
export function fileName({ name }: { name: string }): string {
  const end = name.startsWith("http") ? name.split(/[?#]/)[0]?.split("/").at(-1) : undefined;
  return end || name;
}
