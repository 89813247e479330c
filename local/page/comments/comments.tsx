import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { addComment, type Comment, readComments, replyTo } from "../api/comments.ts";
import { onWorkspaceNews } from "../state/live.ts";
import { attempt } from "../state/toasts.ts";
import { CommentLine } from "./comment-line.tsx";
import { WriteComment } from "./write-comment.tsx";

/** The discussions of a page. */
export function Comments({ pageId }: { pageId: string }) {
  const comments = useSignal<Comment[] | undefined>(undefined);
  const load = useComments(pageId, comments);
  const discussions = Map.groupBy(comments.value ?? [], (comment) => comment.discussion_id);
  const send = (what: () => Promise<unknown>) =>
    attempt("The comment was not kept", async () => {
      await what();
      await load();
    });
  return (
    <section class="comments" aria-label="Comments">
      {[...discussions].map(([id, parts]) => (
        <Discussion
          key={id}
          parts={parts}
          onReply={(text) => send(() => replyTo(id, text))}
          onChanged={load}
        />
      ))}
      <WriteComment label="Add a comment" onSend={(text) => send(() => addComment(pageId, text))} />
    </section>
  );
}

/** Reads them, and again when somebody comments. */
function useComments(pageId: string, comments: Signal<Comment[] | undefined>): () => Promise<void> {
  const load = async () => {
    comments.value = await readComments(pageId);
  };
  useEffect(() => {
    const read = () => void attempt("The comments could not be read", load);
    read();
    return onWorkspaceNews((news) => (news.isAll || news.comments.includes(pageId)) && read());
  }, [pageId]);
  return load;
}

type DiscussionProps = {
  parts: readonly Comment[];
  onReply(text: string): Promise<boolean>;
  onChanged(): Promise<void>;
};

function Discussion({ parts, onReply, onChanged }: DiscussionProps) {
  const isReplying = useSignal(false);
  return (
    <div class="discussion">
      <ol>
        {parts.map((comment) => (
          <CommentLine key={comment.id} comment={comment} onChanged={onChanged} />
        ))}
      </ol>
      {isReplying.value ? (
        <WriteComment
          label="Reply"
          isNow
          onSend={onReply}
          onEnd={() => {
            isReplying.value = false;
          }}
        />
      ) : (
        <button
          type="button"
          class="small"
          onClick={() => {
            isReplying.value = true;
          }}
        >
          Reply
        </button>
      )}
    </div>
  );
}
