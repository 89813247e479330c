import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

type Props = {
  /** Read out in place of what it shows, where that does not say of what. */
  label?: string;
  /** What it does. It cannot be pressed again before that is done. */
  run(): Promise<unknown>;
  children: ComponentChildren;
};

/** A button whose work takes a moment. */
export function BusyButton({ label, run, children }: Props) {
  const isBusy = useSignal(false);
  const press = async () => {
    isBusy.value = true;
    try {
      await run();
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <button
      type="button"
      class="small"
      disabled={isBusy.value}
      onClick={press}
      {...(label && { "aria-label": label })}
    >
      {children}
    </button>
  );
}
