import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { attachmentOf, type Mail, sourceOf } from "../api/inbox.ts";
import { Icon } from "../frame/icon.tsx";
import { Tabs } from "../frame/tabs.tsx";
import { HtmlView } from "./html-view.tsx";

type View = "html" | "text" | "headers" | "source";

/** The forms a mail has. */
export function MailContent({ mail }: { mail: Mail }) {
  const view = useSignal<View>(mail.html ? "html" : "text");
  return (
    <>
      <Tabs
        label="Form of the mail"
        controls="mail-content"
        chosen={view.value}
        tabs={[
          { id: "html", text: "As it looks" },
          { id: "text", text: "Plain text" },
          { id: "headers", text: "Headers" },
          { id: "source", text: "Source" },
        ]}
        onChoose={(id) => {
          view.value = id as View;
        }}
      />
      <div id="mail-content" role="tabpanel" class="mail-content">
        {view.value === "html" && (mail.html ? <HtmlView mail={mail} /> : <Without what="HTML" />)}
        {view.value === "text" &&
          (mail.text ? <pre class="mail-form">{mail.text}</pre> : <Without what="plain text" />)}
        {view.value === "headers" && <Headers headers={mail.headers} />}
        {view.value === "source" && <Source id={mail.id} />}
      </div>
      {mail.attachments.length > 0 && <Attachments mail={mail} />}
    </>
  );
}

function Without({ what }: { what: string }) {
  return <p class="nothing">The mail has no {what}.</p>;
}

function Headers({ headers }: { headers: Record<string, string> }) {
  return (
    <dl class="mail-form headers">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** More is not worth reading here. */
const mostShown = 200_000;

function Source({ id }: { id: string }) {
  const source = useSignal<string>();
  useEffect(() => {
    void fetch(sourceOf(id)).then(async (answer) => {
      source.value = await answer.text();
    });
  }, [id]);
  const text = source.value ?? "Loading…";
  return (
    <>
      <p class="save">
        <a href={`${sourceOf(id)}?save`}>Save as a file</a>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre class="mail-form raw" tabIndex={0}>
        {text.slice(0, mostShown)}
        {text.length > mostShown && "\n…"}
      </pre>
    </>
  );
}

function Attachments({ mail: { id, attachments } }: { mail: Mail }) {
  return (
    <ul class="attachments" aria-label="Attachments">
      {attachments.map(({ index, name, type, bytes, contentId }) => (
        <li key={index}>
          <a href={`${attachmentOf(id, index)}?save`} title={type}>
            <Icon name="files" />
            {name || type} <span class="quiet">{size(bytes)}</span>
            {contentId && <span class="quiet">shown in the mail</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
