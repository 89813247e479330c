import type { Column, Source } from "../api/notion.ts";
import { changeColumn } from "../state/columns.ts";

const formats: Record<string, string> = {
  number: "Number",
  number_with_commas: "Number with commas",
  percent: "Percent",
  euro: "Euro",
  dollar: "US dollar",
  pound: "Pound",
  yen: "Yen",
  franc: "Franc",
  krona: "Krona",
  norwegian_krone: "Norwegian krone",
  danish_krone: "Danish krone",
  zloty: "Zloty",
  koruna: "Koruna",
  rupee: "Rupee",
  real: "Real",
  won: "Won",
  yuan: "Yuan",
  canadian_dollar: "Canadian dollar",
  australian_dollar: "Australian dollar",
};

/** How the numbers of a column are written. */
export function NumberFormat({ source, column }: { source: Source; column: Column }) {
  const format = column.type === "number" ? column.number.format : "number";
  return (
    <label class="line field">
      <span>Format</span>
      <select
        value={format}
        onInput={(event) =>
          void changeColumn(source.id, column, { number: { format: event.currentTarget.value } })
        }
      >
        {Object.entries({ ...formats, [format]: formats[format] ?? format }).map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
