import { takeActionOptions } from "../action-options.ts";
import type { Block } from "../block.ts";
import { plainText } from "../row.ts";
import type { Read, RuleProblem, RuleRow } from "../rule.ts";
import { cut } from "../words.ts";
import { leftOut } from "./left-out.ts";
import { readAccent } from "./look/read-accent.ts";
import { mailStyle } from "./mail-style.ts";
import { captionOf } from "./spans.ts";
import type { Logo, Theme } from "./theme.ts";

/** It stands in every mail, and is kept with how the Rules database is bound. */
const longestFooter = 10_000;
const longestAddress = 300;
const longestTold = 60;

/** Pictures by the end of their name that mail programs do not show. */
const unseen = /\.(?:svg|heic|heif|avif|tiff?|bmp)(?:$|[?#])/i;

/** Reads how mails look from the row that says so, and tells it in a sentence. */
export function readStyle({
  options,
  body,
}: Pick<RuleRow, "options" | "body">): Read<{ theme: Theme; told: string }> {
  const { values, rest } = takeActionOptions(options, Object.keys(mailStyle.options));
  const problems: RuleProblem[] = [];
  const problem = (column: string, message: string) => problems.push({ column, message });
  const [unknown] = rest.split("\n").filter((line) => line.trim() !== "");
  if (unknown !== undefined)
    problem("Options", `I don't understand "${cut(unknown.trim(), longestTold)}". ${known}`);
  const written = values.accent?.at(-1);
  const accent = written ? readAccent(written) : undefined;
  if (accent && "problem" in accent) problem("Options", accent.problem);
  const address = (values.address ?? []).filter((line) => line !== "").join(", ");
  if (address.length > longestAddress)
    problem("Options", `address is longer than ${longestAddress} letters; the page has room for more words`);
  const { picture, others } = parted(body);
  const logo = picture && logoOf(picture);
  if (picture && unseen.test(picture.hosted?.name ?? picture.url ?? ""))
    problem(
      "page",
      "mail programs do not show pictures of this kind (SVG, HEIC, TIFF); use a PNG or JPEG as the logo",
    );
  const text = JSON.stringify(others);
  if (text.includes("{{"))
    problem(
      "page",
      "it is the same below all mails, so {{ … }} is not filled in here; write it as it is to be read",
    );
  if (Buffer.byteLength(text) > longestFooter)
    problem("page", "it is too long to stand below every mail; a few lines are enough");
  const lost = leftOut(others);
  if (lost.length > 0) problem("page", `mails do not show ${lost.join(", ")}; take it out`);
  if (problems.length > 0) return { problems };
  const theme: Theme = {
    ...(accent && "accent" in accent ? { accent: accent.accent } : {}),
    ...(logo ? { logo } : {}),
    footer: others,
    ...(address === "" ? {} : { address }),
  };
  return { value: { theme, told: toldOf(theme) } };
}

const known = 'Here stand "accent: #2f6f4f" and "address: …", one a line';

/** The first picture, wherever on the page it is, and all the rest; blank lines around it would be room below each mail. */
function parted(body: readonly Block[]): { picture: Block | undefined; others: Block[] } {
  let picture: Block | undefined;
  const without = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap((block) => {
      if (!picture && block.type === "image") {
        picture = block;
        return [];
      }
      const isBlank = block.type === "paragraph" && plainText(block.text).trim() === "";
      if (isBlank && block.children.length === 0) return [];
      return [{ ...block, children: without(block.children) }];
    });
  const others = without(body);
  return { picture, others };
}

function logoOf({ hosted, url, text }: Block): Logo {
  const alt = captionOf(text) || "Logo";
  return { alt, ...(hosted ? { hosted } : url === undefined ? {} : { url }) };
}

function toldOf({ accent, logo, footer, address }: Theme): string {
  const words = footer.map(({ text }) => plainText(text).trim()).find((text) => text !== "");
  const parts = [
    ...(logo ? [logo.hosted ? `the logo “${logo.hosted.name}”` : "the logo of this page"] : []),
    ...(accent ? [`buttons and quotes in ${accent}`] : []),
    ...(words === undefined ? [] : [`“${cut(words, longestTold)}” below`]),
    ...(address === undefined ? [] : [`the address “${cut(address, longestTold)}”`]),
  ];
  return parts.length === 0
    ? "Mails look plain, since this row says nothing: put a logo and a few words into its page"
    : `All mails have ${parts.join(", ")}`;
}
