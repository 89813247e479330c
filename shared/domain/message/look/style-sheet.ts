import { colors } from "./colors.ts";

const PHONE =
  ".page{padding:0!important}.card{padding:32px 22px 24px!important;border:0!important;border-radius:0!important}.foot{padding:18px 22px 28px!important}.col{display:block!important;width:100%!important;padding:0!important}";

const DARK = [
  ".page{background:#191816!important}",
  ".card{background:#22211e!important;border-color:#35332f!important;color:#e9e6df!important}",
  ".foot,.muted{color:#a8a399!important}",
  ".line{border-color:#3d3a35!important}",
  ".bar{border-color:#8d887e!important}",
  ".fill{background:#2f2d29!important}",
  ".tint{background:rgba(255,255,255,0.08)!important}",
  ".link{color:#8ab8ea!important}",
  ".button{background:#e9e6df!important;color:#22211e!important}",
].join("");

/** What cannot stand inline. Only constants go in. @param html the message: only colours that it names are told of. */
export function styleSheet(html: string): string {
  const named = new Set(Array.from(html.matchAll(/\b(?:c|bg)-([a-z]+)\b/g), ([, hue]) => hue));
  const hues = Object.entries(colors)
    .filter(([hue]) => named.has(hue))
    .map(
      ([hue, color]) =>
        `.c-${hue}{color:${color.darkText}!important}.bg-${hue}{background:${color.darkFill}!important}`,
    );
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}@media(max-width:640px){${PHONE}}@media(prefers-color-scheme:dark){${DARK}${hues.join("")}}`;
}
