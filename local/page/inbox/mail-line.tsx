import type { MailLine as Line } from "../api/inbox.ts";
import { showTime } from "../cells/show-date.ts";
import { Icon } from "../frame/icon.tsx";
import { health } from "../state/health.ts";
import { currentMailId, openMailId } from "../state/view.ts";
import { StatePill } from "./state-pill.tsx";

/** In pixels; each line of the list has the same. */
export const mailLineHeight = 88;

type Props = {
  mail: Line;
  top: number;
  place: { index: number; count: number };
  /** Tab stops at one of the lines; j and k go on from there. */
  isStop: boolean;
};

export function MailLine({ mail, top, place, isStop }: Props) {
  const { id, to, cc, subject, snippet, receivedAt, isRead, state, attachments } = mail;
  const others = to.length + cc.length - 1;
  return (
    <li
      class={isRead ? "" : "unread"}
      style={{ transform: `translateY(${top}px)`, height: `${mailLineHeight}px` }}
      aria-setsize={place.count}
      aria-posinset={place.index + 1}
    >
      <button
        type="button"
        data-mail={id}
        tabIndex={isStop ? 0 : -1}
        aria-current={openMailId.value === id}
        onFocus={() => {
          currentMailId.value = id;
        }}
        onClick={() => {
          openMailId.value = id;
        }}
      >
        {!isRead && <span class="unseen">Unread. </span>}
        <span class="subject">{subject || "(no subject)"}</span>
        <time dateTime={receivedAt}>{showTime(receivedAt, health.value?.lastPoll?.at)}</time>
        <span class="to">
          to {to[0] ?? cc[0]}
          {others > 0 && ` and ${others} more`}
        </span>
        <span class="marks">
          {attachments > 0 && (
            <>
              <Icon name="files" />
              <span class="unseen">{attachments} attached</span>
            </>
          )}
          {state !== "delivered" && state !== "sent" && <StatePill state={state} />}
        </span>
        <span class="snippet">{snippet}</span>
      </button>
    </li>
  );
}
