import { Body, Button, Container, Head, Heading, Html, Section, Text } from "@react-email/components";
import { render } from "@react-email/render";
import { createElement as h } from "react";
import { letter } from "./letter.ts";

const { title, greeting, points, button, header, rows, callout, closing, footer, colors } = letter;
const paragraph = { fontSize: 16, lineHeight: 1.6, margin: "0 0 16px" };
const cell = { borderBottom: `1px solid ${colors.line}`, padding: "9px 0", textAlign: "left" } as const;

/** The letter in react-email's components; plain text would be a second rendering. */
export function reactMail(order: string): Promise<string> {
  const cells = (row: readonly string[], tag: "th" | "td", key: string) =>
    h("tr", { key }, ...row.map((words) => h(tag, { style: cell }, words)));
  return render(
    h(
      Html,
      { lang: "en" },
      h(Head, null, h("title", null, title)),
      h(
        Body,
        { style: { background: colors.page, fontFamily: "Helvetica, Arial, sans-serif" } },
        h(
          Container,
          { style: { background: "#ffffff", padding: "44px 48px", maxWidth: 600 } },
          h(Heading, { style: { fontSize: 27 } }, title),
          h(Text, { style: paragraph }, greeting),
          h(Text, { style: paragraph }, order),
          h("ul", null, ...points.map((point) => h("li", null, point))),
          h(
            Button,
            { href: button.url, style: { background: colors.accent, color: "#fff", padding: "12px 24px" } },
            button.words,
          ),
          h(
            "table",
            { width: "100%" },
            h(
              "tbody",
              null,
              cells(header, "th", "h"),
              ...rows.map((row, at) => cells(row, "td", String(at))),
            ),
          ),
          h(
            Section,
            { style: { background: colors.fill, padding: "14px 18px" } },
            h(Text, { style: paragraph }, `📦 ${callout}`),
          ),
          h(Text, { style: paragraph }, closing),
        ),
        h(Text, { style: { fontSize: 13, color: colors.muted } }, footer),
      ),
    ),
  );
}
