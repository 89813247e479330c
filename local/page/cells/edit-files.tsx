import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { uploadFile } from "../api/upload.ts";
import { Icon } from "../frame/icon.tsx";
import { Popover } from "../frame/popover.tsx";
import { attempt } from "../state/toasts.ts";
import type { EditorProps } from "./editor.ts";
import { fileName } from "./show-files.tsx";
import { writtenFile } from "./written.ts";

type Listed = { name: string } & Record<string, unknown>;

/** The files of a cell: each can be opened and taken out, others come by their address or from this machine. */
export function EditFiles({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const files = (cell.type === "files" ? cell.files : []) as Listed[];
  const address = useSignal("");
  const picker = useRef<HTMLInputElement>(null);
  const isBusy = useSignal(false);
  const put = (next: Listed[]) => onWrite(next, next.map(writtenFile));
  const link = () => {
    const url = address.value.trim();
    if (url === "") return onClose();
    address.value = "";
    put([...files, { name: fileName({ name: url }).slice(0, 100), type: "external", external: { url } }]);
  };
  const upload = async (chosen: File | undefined) => {
    if (!chosen) return;
    isBusy.value = true;
    await attempt("The file was not uploaded", async () => {
      const id = await uploadFile(chosen);
      put([...files, { name: chosen.name, type: "file_upload", file_upload: { id } }]);
    });
    isBusy.value = false;
  };
  return (
    <Popover anchor={anchor} where="below" class="menu files" onLeave={onClose} onCancel={onClose}>
      <ul aria-label={column.name}>
        {files.map((file, index) => (
          <li key={index}>
            <a href={addressOf(file)} target="_blank" rel="noreferrer">
              {fileName(file)}
            </a>
            <button
              type="button"
              class="small"
              aria-label={`Remove ${fileName(file)}`}
              onClick={() => put(files.filter((one) => one !== file))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <input
        data-first
        type="url"
        aria-label="Address of a file"
        placeholder="Paste a link to a file…"
        value={address.value}
        onInput={(event) => {
          address.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => event.key === "Enter" && link()}
      />
      <input
        ref={picker}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label="A file of this machine"
        onChange={(event) => void upload(event.currentTarget.files?.[0])}
      />
      <button type="button" class="line" disabled={isBusy.value} onClick={() => picker.current?.click()}>
        <Icon name="upload" /> {isBusy.value ? "Uploading…" : "Upload a file"}
      </button>
    </Popover>
  );
}

function addressOf(file: Listed): string {
  const kept = (file.file ?? file.external) as { url?: string } | undefined;
  // Anything else in place of an address could run in this page.
  return kept?.url && /^https?:/.test(kept.url) ? kept.url : "#";
}
