const options = (kind: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `${kind} ${n}` }));

/** Ten columns with values, and three computed ones. */
export const COLUMNS = {
  Name: { title: {} },
  Note: { rich_text: {} },
  Amount: { number: {} },
  Kind: { select: { options: options("Kind", 7) } },
  Tags: { multi_select: { options: options("Tag", 9) } },
  State: { status: {} },
  Due: { date: {} },
  Who: { people: {} },
  Done: { checkbox: {} },
  Link: { url: {} },
  No: { unique_id: {} },
  Double: { formula: { expression: 'prop("Amount") * 2' } },
  Late: { formula: { expression: 'not prop("Done") and prop("Due") < now()' } },
};
