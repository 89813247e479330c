import { describe, expect, it } from "vitest";
import { readAttach } from "../../../shared/domain/message/read-attach.ts";
import { aColumn } from "../../support/builders.ts";

const source = {
  id: "orders",
  name: "Orders",
  columns: [
    aColumn("Name", "title"),
    aColumn("Invoice", "files"),
    aColumn("Photos, sketches", "files"),
    aColumn("Amount", "number"),
  ],
};
const read = (...lines: string[]) => {
  const { value, problems } = readAttach(lines, source);
  return problems
    ? problems.map(({ column, message }) => `${column}: ${message}`)
    : value.map(({ column }) => column);
};

describe("attach in Options", () => {
  it("names columns of files, with commas between them or in lines of their own", () => {
    expect(read("Invoice")).toEqual(["Invoice"]);
    expect(read("invoice, Invoice")).toEqual(["Invoice"]);
    expect(read("Photos, sketches", "Invoice")).toEqual(["Photos, sketches", "Invoice"]);
    expect(read()).toEqual([]);
  });

  it("says what else it is given, and what there is", () => {
    expect(read("Amount")).toEqual([
      'Options: attach takes columns of files, and "Amount" is a number column; Orders has Invoice, Photos, sketches, so write "attach: Invoice"',
    ]);
    expect(read("Invoise")[0]).toContain("did you mean Invoice?");
    expect(read(" , ")).toEqual([
      'Options: say which column\'s files to attach; Orders has Invoice, Photos, sketches, so write "attach: Invoice"',
    ]);
    expect(readAttach([""], { ...source, columns: [] }).problems?.[0]?.message).toBe(
      "say which column's files to attach; Orders has no column of files",
    );
  });
});
