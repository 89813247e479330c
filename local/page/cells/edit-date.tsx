import { useSignal } from "@preact/signals";
import { Popover } from "../frame/popover.tsx";
import type { EditorProps } from "./editor.ts";

type Draft = { start: string; end: string; hasTime: boolean };

/** A day or a time, and where it ends. Leaving keeps it, Escape drops it. */
export function EditDate({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const before = draftOf(cell.type === "date" ? cell.date : null);
  const draft = useSignal(before);
  const end = (isKept: boolean) => {
    const { start, end, hasTime } = draft.peek();
    const date = start
      ? { start: written(start, hasTime), end: end ? written(end, hasTime) : null, time_zone: null }
      : null;
    if (isKept && JSON.stringify(draft.peek()) !== JSON.stringify(before)) onWrite(date);
    onClose();
  };
  const change = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
  };
  const field = { draft: draft.value, onChange: change, onEnter: () => end(true) };
  return (
    <Popover anchor={anchor} where="below" class="date" onLeave={() => end(true)} onCancel={() => end(false)}>
      <DateInput {...field} label={column.name} part="start" />
      <DateInput {...field} label="End" part="end" />
      <label class="inline">
        <input
          type="checkbox"
          checked={draft.value.hasTime}
          onInput={(event) => change(retimed(draft.value, event.currentTarget.checked))}
        />
        <span>Include the time</span>
      </label>
      <p class="buttons">
        <button type="button" onClick={() => change({ start: "", end: "" })}>
          Clear
        </button>
        <button type="button" class="main" onClick={() => end(true)}>
          Done
        </button>
      </p>
    </Popover>
  );
}

type InputProps = {
  draft: Draft;
  label: string;
  part: "start" | "end";
  onChange(part: Partial<Draft>): void;
  onEnter(): void;
};

function DateInput({ draft, label, part, onChange, onEnter }: InputProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type={draft.hasTime ? "datetime-local" : "date"}
        value={draft[part]}
        onInput={(event) => onChange({ [part]: event.currentTarget.value })}
        onKeyDown={(event) => event.key === "Enter" && onEnter()}
      />
    </label>
  );
}

function draftOf(date: { start: string; end: string | null } | null): Draft {
  const hasTime = date?.start.includes("T") ?? false;
  return { start: local(date?.start, hasTime), end: local(date?.end, hasTime), hasTime };
}

/** As an input of the browser has it: without an offset, in this place's time. */
function local(iso: string | null | undefined, hasTime: boolean): string {
  if (!iso) return "";
  if (!hasTime) return iso.slice(0, 10);
  const time = new Date(iso);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function written(value: string, hasTime: boolean): string {
  return hasTime ? new Date(value).toISOString() : value;
}

function retimed({ start, end }: Draft, hasTime: boolean): Draft {
  const changed = (value: string) => value && (hasTime ? `${value}T09:00` : value.slice(0, 10));
  return { start: changed(start), end: changed(end), hasTime };
}
