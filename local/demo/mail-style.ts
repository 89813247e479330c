import { readFileSync } from "node:fs";
import { paragraph, richText, select, title } from "../setup/cells.ts";
import { createRow, type Seeding, type Table } from "./seeding.ts";

/** The row of the Rules database that says how Fern & Field's mails look. */
export async function seedMailStyle(seeding: Seeding, rules: Table): Promise<void> {
  const logo = await upload(seeding, "fern-and-field.png", new URL("./logo.png", import.meta.url));
  await createRow(
    seeding,
    rules,
    {
      Rule: title("How our mails look"),
      Then: select("Style mails"),
      Options: richText("accent: #3b7d5b\naddress: Fern & Field, 12 Mill Lane, Bristol BS1 4QA"),
    },
    [
      {
        image: {
          type: "file_upload",
          file_upload: { id: logo },
          caption: [{ text: { content: "Fern & Field" } }],
        },
      },
      paragraph("Made by hand, and mended for life. [Visit the workshop](https://fernandfield.example.com)"),
    ],
  );
}

/** @returns the id of the upload. */
async function upload({ notion }: Seeding, filename: string, file: URL): Promise<string> {
  const data = new Blob([readFileSync(file)], { type: "image/png" });
  const { id } = await notion.fileUploads.create({ mode: "single_part", filename });
  await notion.fileUploads.send({ file_upload_id: id, file: { filename, data } });
  return id;
}
