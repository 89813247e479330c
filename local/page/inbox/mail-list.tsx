import { useCallback, useRef } from "preact/hooks";
import type { MailLine as Line } from "../api/inbox.ts";
import { currentMailId } from "../state/view.ts";
import { useVirtualRows } from "../table/use-virtual-rows.ts";
import { MailLine, mailLineHeight } from "./mail-line.tsx";

/** The mails that were found; only those in sight are drawn. */
export function MailList({ mails }: { mails: readonly Line[] }) {
  const scroll = useRef<HTMLDivElement>(null);
  const at = mails.findIndex(({ id }) => id === currentMailId.value);
  const keyOf = useCallback((index: number) => mails[index]?.id ?? String(index), [mails]);
  const { items, height } = useVirtualRows({
    scroll,
    count: mails.length,
    pinned: at === -1 ? undefined : at,
    keyOf,
    rowHeight: mailLineHeight,
  });
  const stop = at === -1 ? 0 : at;
  return (
    <div ref={scroll} class="mail-scroll">
      {mails.length === 0 && <p class="nothing">No mail is like that.</p>}
      <ol class="mails" aria-label="Mail" style={{ height: `${height}px` }}>
        {items.map(({ index, start }) => {
          const mail = mails[index];
          return (
            mail && (
              <MailLine
                key={mail.id}
                mail={mail}
                top={start}
                place={{ index, count: mails.length }}
                isStop={index === stop}
              />
            )
          );
        })}
      </ol>
    </div>
  );
}
