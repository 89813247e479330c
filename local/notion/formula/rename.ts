/** The expression with `prop("old")` for `prop("new")`; the rest is kept as it was typed. */
export function renameInFormula(expression: string, from: string, to: string): string {
  const quoted = (name: string) => JSON.stringify(name);
  return expression.replace(/\bprop\(\s*("(?:[^"\\]|\\.)*")\s*\)/g, (whole, literal: string) =>
    literal === quoted(from) ? `prop(${quoted(to)})` : whole,
  );
}
