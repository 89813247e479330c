import type { Span } from "../api/notion.ts";
import { Pill } from "./pill.tsx";

/** Text with its formats; places such as {{ Status }} stand out. Links open only where `hasLinks`. */
export function RichText({ spans, hasLinks = false }: { spans: readonly Span[]; hasLinks?: boolean }) {
  return (
    <>
      {spans.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no names and no state
        <Formatted key={index} span={span} hasLinks={hasLinks} />
      ))}
    </>
  );
}

function Formatted({ span, hasLinks }: { span: Span; hasLinks: boolean }) {
  const { annotations, plain_text, href } = span;
  if (span.type === "mention") return <Pill color="blue">@{plain_text.replace(/^@/, "")}</Pill>;
  const formats = Object.entries(annotations).flatMap(([name, on]) => (on === true ? name : []));
  const text = <WithPlaces text={plain_text} />;
  if (href && hasLinks && /^(https?|mailto):/.test(href)) {
    return (
      <a class={formats.join(" ")} href={href} target="_blank" rel="noopener noreferrer">
        {text}
      </a>
    );
  }
  return <span class={[...formats, href ? "link" : ""].join(" ").trim()}>{text}</span>;
}

function WithPlaces({ text }: { text: string }) {
  const parts = text.split(/(\{\{.*?\}\})/);
  return <>{parts.map((part) => (part.startsWith("{{") ? <span class="place">{part}</span> : part))}</>;
}
