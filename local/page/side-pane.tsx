import { Tabs } from "./frame/tabs.tsx";
import { Inbox } from "./inbox/inbox.tsx";
import { unread } from "./state/inbox.ts";
import { unseenChanges } from "./state/story.ts";
import { type Side, side } from "./state/view.ts";
import { Story } from "./story/story.tsx";

/** What came of the changes: the mail, and how it came to be. */
export function SidePane() {
  return (
    <section class="side" aria-label="Inbox and story">
      <Tabs
        label="What came of it"
        controls="side-panel"
        chosen={side.value}
        tabs={[
          { id: "inbox", text: <Counted text="Inbox" count={unread.value.size} /> },
          { id: "story", text: <Counted text="Story" count={unseenChanges.value} /> },
        ]}
        onChoose={(id) => {
          side.value = id as Side;
        }}
      />
      <div
        id="side-panel"
        role="tabpanel"
        aria-label={side.value === "inbox" ? "Inbox" : "Story"}
        class="side-panel"
      >
        {side.value === "inbox" ? <Inbox /> : <Story />}
      </div>
    </section>
  );
}

export function Counted({ text, count }: { text: string; count: number }) {
  return (
    <>
      {text}
      {count > 0 && (
        <span class="count" title={`${count} new`}>
          {count}
        </span>
      )}
    </>
  );
}
