import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { documentOf, type Mail } from "../api/inbox.ts";
import {
  type MailWidth,
  mailScheme,
  mailWidth,
  mailWidths,
  showAtWidth,
  showInScheme,
} from "../state/reading.ts";

/** Pictures, and backgrounds, that a mail would load from elsewhere. */
const remote = /(?:src|background)\s*=\s*["']?\s*https?:|url\(\s*["']?\s*https?:/i;

/** The mail as mail clients draw it: at the width of a phone or a desktop, in light or dark. */
export function HtmlView({ mail }: { mail: Mail }) {
  const withImages = useSignal(false);
  const isBlocked = remote.test(mail.html) && !withImages.value;
  return (
    <div class="html-view">
      <div class="looks">
        <Choice
          label="Width"
          chosen={mailWidth.value}
          options={{ pane: "Fit", phone: "Phone", desktop: "Desktop" }}
          onChoose={(width) => showAtWidth(width as MailWidth)}
        />
        <Choice
          label="Colours"
          chosen={mailScheme.value}
          options={{ light: "Light", dark: "Dark" }}
          onChoose={(scheme) => showInScheme(scheme as "light" | "dark")}
        />
      </div>
      {isBlocked && (
        <p class="blocked">
          Pictures from elsewhere are not loaded.{" "}
          <button
            type="button"
            class="link"
            onClick={() => {
              withImages.value = true;
            }}
          >
            Load them
          </button>
        </p>
      )}
      <Frame src={documentOf(mail.id, mailScheme.value, withImages.value)} />
    </div>
  );
}

/** Drawn at its own width, and made smaller where there is less room. */
function Frame({ src }: { src: string }) {
  const room = useRef<HTMLDivElement>(null);
  const space = useSignal({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      space.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const wanted = mailWidth.value === "pane" ? undefined : mailWidths[mailWidth.value];
  const { width, height } = space.value;
  const scale = wanted && width > 0 ? Math.min(1, width / wanted) : 1;
  const style = wanted
    ? { width: `${wanted}px`, height: `${height / scale}px`, transform: `scale(${scale})` }
    : { width: "100%", height: "100%" };
  return (
    <div ref={room} class={`mail-room ${wanted ? "narrowed" : ""}`}>
      <iframe
        title="The mail"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerpolicy="no-referrer"
        src={src}
        style={style}
      />
    </div>
  );
}

type ChoiceProps = {
  label: string;
  chosen: string;
  options: Record<string, string>;
  onChoose(id: string): void;
};

function Choice({ label, chosen, options, onChoose }: ChoiceProps) {
  return (
    <fieldset class="segments" aria-label={label}>
      {Object.entries(options).map(([id, text]) => (
        <button
          key={id}
          type="button"
          class="segment"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
