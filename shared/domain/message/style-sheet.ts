import { colors } from "./theme.ts";

const PHONE =
  ".page{padding:0!important}.card{padding:32px 22px 24px!important;border:0!important;border-radius:0!important}.foot{padding:18px 22px 28px!important}";

const DARK = [
  ".page{background:#191816!important}",
  ".card{background:#22211e!important;border-color:#35332f!important;color:#e9e6df!important}",
  ".foot,.muted{color:#a09b91!important}",
  ".line{border-color:#3d3a35!important}",
  ".bar{border-color:#8d887e!important}",
  ".fill{background:#2f2d29!important}",
  ".tint{background:rgba(255,255,255,0.08)!important}",
  ".link{color:#8ab8ea!important}",
  ...Object.entries(colors).map(
    ([hue, color]) =>
      `.c-${hue}{color:${color.darkText}!important}.bg-${hue}{background:${color.darkFill}!important}`,
  ),
].join("");

/** What cannot stand inline. Only constants go in. */
export const STYLE_SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}@media(max-width:640px){${PHONE}}@media(prefers-color-scheme:dark){${DARK}}`;
