import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type LocalRowbell, startLocal } from "../../support/local-rowbell.ts";
import { openBrowser } from "./open-browser.ts";
import { type Opened, openRow, rowsIn, texts } from "./open-row.ts";

const patience = 20_000;

describe("a row open as a page", { timeout: 4 * patience }, () => {
  let rowbell: LocalRowbell;
  let browser: Browser;
  const errors: string[] = [];

  beforeAll(async () => {
    [rowbell, browser] = await Promise.all([startLocal({ ROWBELL_POLL_SECONDS: "1" }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await rowbell?.stop();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(errors.splice(0)).toEqual([]);
  });

  async function open(source: string, row: string): Promise<Opened> {
    const opened = await openRow(browser, rowbell, source, row);
    opened.page.on("pageerror", (error) => errors.push(error.message));
    return opened;
  }

  /** Presses what is a key's name, types the rest. */
  async function keys(page: Page, ...pressed: string[]): Promise<void> {
    for (const key of pressed) {
      if (/^(Enter|Tab|Escape|Delete|Backspace|Home|End|(Control|Shift|Arrow).*)$/.test(key))
        await page.keyboard.press(key);
      else await page.keyboard.type(key);
    }
  }

  /** Waits until the workspace has these blocks. */
  const keeps = (rowId: string, lines: string[]) =>
    expect.poll(() => texts(rowbell, rowId), { timeout: patience }).toEqual(lines);

  it("is written with the keyboard alone, and kept by the workspace", async () => {
    const { page, rowId } = await open("Orders", "1042");
    await page.getByRole("button", { name: "Write something" }).focus();
    await keys(page, "Enter", "# Plan", "Enter", "Oil the top", "Enter");
    await keys(page, "- oak", "Enter", "ash", "Tab", "Enter", "Enter", "Enter");
    await keys(
      page,
      "[] call them",
      "Control+Enter",
      "Enter",
      "Enter",
      "/call",
      "Enter",
      "Mind the legs",
      "Enter",
    );
    await keys(
      page,
      "---",
      "1. first",
      "Enter",
      "second",
      "Enter",
      "Enter",
      "> more",
      "Enter",
      "inside",
      "Enter",
    );
    await keys(page, "Backspace", '" said', "Enter", "``` let x", "Enter", "= 1", "Escape");
    await keeps(rowId, [
      "heading_1 Plan",
      "paragraph Oil the top",
      "bulleted_list_item oak",
      "  bulleted_list_item ash",
      "to_do call them ✓",
      "callout Mind the legs",
      "divider",
      "numbered_list_item first",
      "numbered_list_item second",
      "toggle more",
      "  paragraph inside",
      "quote said",
      "code let x\n= 1",
    ]);
  });

  it("formats and links what is selected, and Enter, Backspace and Tab do as in Notion", async () => {
    const { page, rowId } = await open("Orders", "1043");
    await page.getByRole("button", { name: "Write something" }).click();
    await keys(page, "plain strong", "Control+Shift+ArrowLeft", "Control+b", "End", " end");
    await keys(page, "Home", "Control+Shift+ArrowRight", "Control+k");
    await page.getByRole("textbox", { name: "Link to" }).fill("example.com");
    await keys(page, "Enter", "End", "Enter", "next", "Home", "Backspace");
    await keeps(rowId, ["paragraph [plain](https://example.com) **strong end**next"]);
    await keys(page, "Enter", "Control+Shift+Digit5", "Control+Shift+ArrowUp");
    await keeps(rowId, ["bulleted_list_item next", "paragraph [plain](https://example.com) **strong end**"]);
  });

  it("takes HTML from the clipboard as blocks, and loses nothing of it", async () => {
    const { page, rowId } = await open("Orders", "1051");
    await page.getByRole("button", { name: "Write something" }).click();
    await keys(page, "start end", "ArrowLeft", "ArrowLeft", "ArrowLeft");
    const html = `<style>p { color: red }</style><script>document.title = "run"</script>
      <p>Hello <b>bold</b> <a href="https://x.example/">link</a></p><h2>Title</h2>
      <ul><li>one<ul><li><p>nested</p></li></ul></li><li><input type="checkbox" checked>done</li></ul>
      <ol><li>first</li></ol><table><tr><th>A</th><th>B</th></tr><tr><td>1</td></tr></table>
      <pre><code>let x\n  = 1</code></pre><blockquote>said</blockquote>`;
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/html", ${JSON.stringify(html)});
      clipboardData.setData("text/plain", "all of it");
      document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
      );
    }`);
    await keeps(rowId, [
      "paragraph start Hello **bold** [link](https://x.example/)",
      "heading_2 Title",
      "bulleted_list_item one",
      "  bulleted_list_item nested",
      "to_do done ✓",
      "numbered_list_item first",
      "table",
      "  table_row A|B",
      "  table_row 1|",
      "code let x\n  = 1",
      "quote saidend",
    ]);
    expect(await page.title()).not.toBe("run");
  });

  it("adds a table and columns, and goes through their texts with the arrow keys", async () => {
    const { page, rowId } = await open("Orders", "1044");
    await page.getByRole("button", { name: "Write something" }).click();
    await keys(page, "/grid", "Enter", "a", "Tab", "b", "ArrowDown", "c", "Escape", "ArrowDown", "Enter");
    await keys(page, "/side", "Enter", "left");
    await page.getByRole("group", { name: "Column", exact: true }).nth(1).getByRole("textbox").click();
    await keys(page, "right");
    await keeps(rowId, [
      "table",
      "  table_row a|b|",
      "  table_row |c|",
      "  table_row ||",
      "column_list",
      "  column",
      "    paragraph left",
      "  column",
      "    paragraph right",
      "paragraph",
    ]);
  });

  it("takes back and does again what was done to its blocks", async () => {
    const { page, rowId } = await open("Orders", "1045");
    await page.getByRole("button", { name: "Write something" }).click();
    await keys(page, "one", "Enter", "two");
    await keeps(rowId, ["paragraph one", "paragraph two"]);
    const ids = (await rowsIn(rowbell, rowId)).map(({ id }) => id);
    await keys(page, "Escape", "Delete");
    await keeps(rowId, ["paragraph one"]);
    await keys(page, "Control+z");
    await keeps(rowId, ["paragraph one", "paragraph two"]);
    // The same block, out of the trash: what hangs on it is not lost.
    expect((await rowsIn(rowbell, rowId)).map(({ id }) => id)).toEqual(ids);
    await keys(page, "Control+Shift+z");
    await keeps(rowId, ["paragraph one"]);
  });

  it("takes back everything, also what a menu did, and does it all again", async () => {
    const { page, rowId } = await open("Orders", "1049");
    await page.getByRole("button", { name: "Write something" }).click();
    await keys(page, "one", "Enter", "> more", "Enter", "inside", "Enter", "/divider", "Enter", "end");
    const all = ["paragraph one", "toggle more", "  paragraph inside", "  divider", "  paragraph end"];
    await keeps(rowId, all);
    for (let n = 0; n < 20; n += 1) await keys(page, "Control+z");
    await keeps(rowId, []);
    for (let n = 0; n < 20; n += 1) await keys(page, "Control+Shift+z");
    await keeps(rowId, all);
  });

  it("loses no word when two tabs write in one text at a time", async () => {
    const one = await open("Orders", "1050");
    const two = await one.page.context().newPage();
    await two.goto(one.page.url());
    await one.page.getByRole("button", { name: "Write something" }).click();
    await keys(one.page, "beta");
    const text = two.getByRole("textbox", { name: "Text" }).filter({ hasText: "beta" });
    await text.click();
    await keys(two, "End");
    await Promise.all([
      one.page.keyboard.type(" from the first", { delay: 20 }),
      two.keyboard.type(" from the second", { delay: 20 }),
    ]);
    await expect
      .poll(async () => (await texts(rowbell, one.rowId)).join(), { timeout: patience })
      .toMatch(/^(?=.* from the first)(?=.* from the second)paragraph beta/);
    await text.filter({ hasText: "from the first" }).filter({ hasText: "from the second" }).waitFor();
  });

  it("shows in one tab what is written in another", async () => {
    const [one, two] = [await open("Orders", "1046"), await open("Orders", "1046")];
    await one.page.getByRole("button", { name: "Write something" }).click();
    await keys(one.page, "from the other tab");
    await two.page.getByRole("textbox", { name: "Text" }).filter({ hasText: "from the other tab" }).click();
    await keys(two.page, "End", "!");
    await one.page.getByText("from the other tab!").waitFor();
  });

  it("keeps what could not be saved, says why, and saves it when asked again", async () => {
    const { page, rowId } = await open("Orders", "1048");
    await page.route("**/blocks/**", (route) =>
      route.request().method() === "PATCH"
        ? route.fulfill({ status: 409, json: { message: "Conflict occurred while saving." } })
        : route.continue(),
    );
    await page.getByRole("button", { name: "Write something" }).click();
    await keys(page, "kept");
    await page.getByText("Not all of this is saved: Conflict occurred while saving.").waitFor();
    await page.unroute("**/blocks/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await keeps(rowId, ["paragraph kept"]);
  });

  it("takes comments and replies, each by its author", async () => {
    const { page } = await open("Orders", "1049");
    await page.getByRole("textbox", { name: "Add a comment" }).fill("Is it ready?");
    await keys(page, "Enter");
    const comments = page.getByRole("region", { name: "Comments" });
    await comments.getByText("Is it ready?").waitFor();
    await page.getByRole("button", { name: "You are" }).click();
    await page.getByRole("option", { name: "Tomás Herrera" }).click();
    await comments.getByRole("button", { name: "Reply" }).click();
    await keys(page, "Tomorrow", "Enter");
    const reply = comments.getByRole("listitem").filter({ hasText: "Tomorrow" });
    await reply.getByText("Tomás Herrera").waitFor();
    await reply.getByRole("button", { name: "Edit" }).click();
    await keys(page, ", at nine", "Enter");
    await comments.getByText("Tomorrow, at nine").waitFor();
    const first = comments.getByRole("listitem").filter({ hasText: "Is it ready?" });
    expect(await first.getByRole("button", { name: "Delete" }).count()).toBe(0);
    await reply.getByRole("button", { name: "Delete" }).click();
    await reply.waitFor({ state: "detached" });
  });

  it("explains what each rule made of it, and a rule what it made of its rows", async () => {
    const { page } = await open("Orders", "1053");
    await page
      .getByRole("complementary")
      .getByRole("button", { name: /^Status / })
      .click();
    await page.getByRole("option", { name: "Shipped" }).click();
    await page.getByText("why did it fire, or not?").click();
    await page
      .getByText("Tell the customer it shipped: It fired for the newest change of this row.")
      .waitFor();
    await page.getByText("One change in the story").click();
    await page.getByRole("region", { name: "Inbox and story" }).getByText("Only 1053").waitFor();
    const rule = await open("Rules", "Tell the customer it shipped");
    await rule.page.getByText("why did it fire, or not?").click();
    await rule.page.getByText(/^1053 .*: It fired for the newest change of this row\.$/).waitFor();
    await rule.page.getByRole("button", { name: "Ask about a row" }).click();
    await keys(rule.page, "1055");
    await rule.page.getByRole("option", { name: "1055" }).click();
    await rule.page.getByText(/^1055 .*: The row has not changed since Rowbell first read it/).waitFor();
  });
});
