import { type Block, bullet, heading, paragraph } from "./cells.ts";

/** What stands above the Rules database, for whoever writes rules: enough to begin, in words that stay true. */
export const guide: Block[] = [
  paragraph(
    "Rowbell watches databases and acts by the rules below. **A rule is a row**, and its page is the message it sends.",
  ),
  heading("Your first rule"),
  bullet("Add a row, give it a name, and mention the database to watch in **Watch**: type @ and its name."),
  bullet("Connect Rowbell to that database too: open it, ••• → Connections."),
  bullet("Pick **When** and **Then**. **Which** and **If** narrow it: `Status to Shipped`, `Amount > 100`."),
  bullet(
    "Fill in **To** and **Subject**, open the row's page and write the mail. {{ Column }} becomes what the row says.",
  ),
  bullet(
    "Choose Dry run in **State**. Within a minute **Health** and **Note** say what the rule will do, or what to mend.",
  ),
  bullet("Tick **Test** to get the mail yourself, and nobody else."),
  bullet("Like it? Set **State** to Live."),
  heading("Good to know"),
  bullet("Nothing that was there before fires: rules act on what changes from now on."),
  bullet("A rule that suddenly fires for many rows is held, and asks you: tick **Release** or **Discard**."),
  bullet(
    "**Run for matching rows** is for those that were there before: they are counted, and wait for Release.",
  ),
  bullet(
    "**Runs** has a line for each time a rule fired: what became of it, why it failed, and the mail itself. Tick **Try again** there to have a failure done once more.",
  ),
  bullet(
    "The row with **Style mails** in **Then** says how all mails look: put your logo into its page, and what is to stand below each mail. Clear its **State** to use it.",
  ),
  bullet(
    "Columns may be renamed, moved and added. Rowbell writes only Health, Note, Last fired, Fired, Held, Last run and the ticks it takes away.",
  ),
];
