import { useSignal } from "@preact/signals";
import { Popover } from "../frame/popover.tsx";
import { type DateDraft, dateOf, draftOf, retimed } from "./date-draft.ts";
import type { EditorProps } from "./editor.ts";
import { nameOfOffset } from "./show-date.ts";

/** A day or a time, where it ends and in which zone it is told. Leaving keeps it, Escape drops it. */
export function EditDate({ cell, column, anchor, onWrite, onClose }: EditorProps) {
  const before = draftOf(cell.type === "date" ? cell.date : null);
  const draft = useSignal(before);
  const { hasEnd, hasTime, zone } = draft.value;
  const end = (isKept: boolean) => {
    if (isKept && JSON.stringify(draft.peek()) !== JSON.stringify(before)) onWrite(dateOf(draft.peek()));
    onClose();
  };
  const change = (part: Partial<DateDraft>) => {
    draft.value = { ...draft.value, ...part };
  };
  const field = { draft: draft.value, onChange: change, onEnter: () => end(true) };
  return (
    <Popover anchor={anchor} where="below" class="date" onLeave={() => end(true)} onCancel={() => end(false)}>
      <DateInput {...field} label={column.name} part="start" />
      {hasEnd && <DateInput {...field} label="End" part="end" />}
      <Switch
        text="End date"
        isOn={hasEnd}
        onSwitch={(isOn) => change({ hasEnd: isOn, end: isOn ? draft.value.end || draft.value.start : "" })}
      />
      <Switch text="Include time" isOn={hasTime} onSwitch={(isOn) => change(retimed(draft.value, isOn))} />
      {hasTime && (
        <label>
          <span>Time zone</span>
          <select value={zone} onInput={(event) => change({ zone: event.currentTarget.value })}>
            <option value="">The time here</option>
            {before.zone !== "" && <option value={before.zone}>{nameOfOffset(before.zone)}</option>}
            {Intl.supportedValuesOf("timeZone").map((one) => (
              <option key={one} value={one}>
                {one.replaceAll("_", " ")}
              </option>
            ))}
          </select>
        </label>
      )}
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
  draft: DateDraft;
  label: string;
  part: "start" | "end";
  onChange(part: Partial<DateDraft>): void;
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

function Switch({ text, isOn, onSwitch }: { text: string; isOn: boolean; onSwitch(isOn: boolean): void }) {
  return (
    <label class="inline">
      <input type="checkbox" checked={isOn} onInput={(event) => onSwitch(event.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}
