import type { Span } from "../api/notion.ts";
import { Pill } from "./pill.tsx";

/** Text with its formats; places such as {{ Status }} stand out. A link only looks like one: a click edits the text. */
export function RichText({ spans }: { spans: readonly Span[] }) {
  return (
    <>
      {spans.map((span, index) => (
        <Formatted key={index} {...span} />
      ))}
    </>
  );
}

function Formatted({ type, annotations, plain_text, href }: Span) {
  if (type === "mention") return <Pill color="blue">@{plain_text.replace(/^@/, "")}</Pill>;
  const formats = Object.entries(annotations).flatMap(([name, isOn]) => (isOn === true ? name : []));
  return (
    <span class={[...formats, href ? "link" : ""].join(" ").trim()}>
      <WithPlaces text={plain_text} />
    </span>
  );
}

function WithPlaces({ text }: { text: string }) {
  const parts = text.split(/(\{\{.*?\}\})/);
  return <>{parts.map((part) => (part.startsWith("{{") ? <span class="place">{part}</span> : part))}</>;
}
