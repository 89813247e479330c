import type { Template } from "../template/template.ts";
import { headerLine } from "./header-line.ts";

/** A subject about one row fits no digest: then the rule's name says what it is about, and how many there are. */
export function digestSubject(subject: Template, count: number, ruleName: string): string {
  const words = subject.every((part) => typeof part === "string") ? headerLine(subject.join("")) : "";
  const title = words || headerLine(ruleName);
  return count === 1 ? title : `${title} (${count.toLocaleString("en")})`;
}
