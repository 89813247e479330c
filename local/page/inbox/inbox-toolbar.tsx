import { Icon } from "../frame/icon.tsx";
import { kind, type MailKind, mark, search, unread } from "../state/inbox.ts";
import { isInboxWide, widenInbox } from "../state/reading.ts";
import { attempt } from "../state/toasts.ts";

const kinds: readonly { id: MailKind; text: string }[] = [
  { id: "all", text: "All" },
  { id: "unread", text: "Unread" },
  { id: "trouble", text: "Trouble" },
];

/** Which mails are listed, and how much room they have. */
export function InboxToolbar() {
  return (
    <div class="inbox-toolbar">
      <input
        type="search"
        data-inbox-search
        aria-label="Search mail by recipient or subject"
        placeholder="Recipient or subject"
        value={search.value}
        onInput={({ currentTarget }) => {
          search.value = currentTarget.value;
        }}
      />
      <button
        type="button"
        class="small icon-only widen"
        aria-pressed={isInboxWide.value}
        aria-label="List and mail side by side"
        title="List and mail side by side"
        onClick={() => widenInbox(!isInboxWide.value)}
      >
        <Icon name={isInboxWide.value ? "collapse" : "columns"} />
      </button>
      <span class="break" />
      <fieldset class="segments" aria-label="Which mail">
        {kinds.map(({ id, text }) => (
          <button
            key={id}
            type="button"
            class="segment"
            aria-pressed={kind.value === id}
            onClick={() => {
              kind.value = id;
            }}
          >
            {text}
          </button>
        ))}
      </fieldset>
      {unread.value.size > 0 && (
        <button
          type="button"
          class="small"
          onClick={() => attempt("The mail was not marked", () => mark("all", true))}
        >
          Mark all read
        </button>
      )}
    </div>
  );
}
