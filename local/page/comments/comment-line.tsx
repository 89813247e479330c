import { useSignal } from "@preact/signals";
import { type Comment, changeComment, deleteComment } from "../api/comments.ts";
import { plainText } from "../api/notion.ts";
import { RichText } from "../cells/rich-text.tsx";
import { showTime } from "../cells/show-date.ts";
import { PersonName } from "../cells/show-people.tsx";
import { actor } from "../state/actor.ts";
import { health } from "../state/health.ts";
import { nameOfUser } from "../state/names.ts";
import { attempt } from "../state/toasts.ts";
import { WriteComment } from "./write-comment.tsx";

/** One comment; its author may change it or take it away. */
export function CommentLine({ comment, onChanged }: { comment: Comment; onChanged(): Promise<void> }) {
  const isEditing = useSignal(false);
  const { id, created_by, created_time, rich_text, display_name } = comment;
  const name = display_name?.resolved_name ?? nameOfUser(created_by.id);
  const isMine = actor.value?.id === created_by.id;
  const run = (what: string, change: () => Promise<unknown>) =>
    attempt(what, async () => {
      await change();
      await onChanged();
    });
  return (
    <li class="comment">
      <p class="who">
        <PersonName name={name} />
        <time dateTime={created_time}>{shortTime(created_time)}</time>
        {isMine && !isEditing.value && (
          <span class="own">
            <button
              type="button"
              class="small"
              onClick={() => {
                isEditing.value = true;
              }}
            >
              Edit<span class="unseen"> the comment</span>
            </button>
            <button
              type="button"
              class="small"
              onClick={() => run("The comment was not deleted", () => deleteComment(id))}
            >
              Delete<span class="unseen"> the comment</span>
            </button>
          </span>
        )}
      </p>
      {isEditing.value ? (
        <WriteComment
          label="Edit the comment"
          text={plainText(rich_text)}
          isNow
          onSend={(text) => run("The comment was not changed", () => changeComment(id, text))}
          onEnd={() => {
            isEditing.value = false;
          }}
        />
      ) : (
        <p class="said">
          <RichText spans={rich_text} />
        </p>
      )}
    </li>
  );
}

/** Without the seconds: Notion tells the minute only. */
function shortTime(iso: string): string {
  return showTime(iso, health.value?.lastPoll?.at).replace(/^(\d\d:\d\d):\d\d$/, "$1");
}
