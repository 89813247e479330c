import type { PageDocument } from "../saving/document.ts";

/** What to know of the saving, when it did not go well. */
export function SavingBar({ document }: { document: PageDocument }) {
  const problem = document.problem.value;
  if (problem === undefined) return null;
  const isRead = document.blocks.value !== undefined;
  return (
    <div class="saving-problem" role="alert">
      <p>
        {isRead ? "Not all of this is saved: " : "The page could not be read: "}
        {problem}
      </p>
      <button type="button" class="small" onClick={() => (isRead ? document.save() : document.reload())}>
        Try again
      </button>
      {isRead && (
        <button type="button" class="small" onClick={() => document.reload()}>
          Show what is saved
        </button>
      )}
    </div>
  );
}
