/** Of a rule's state and health, as in the Rules database. */
export const healthColors: Record<string, string> = {
  Live: "green",
  "Dry run": "yellow",
  Working: "green",
  "Needs attention": "red",
  Held: "orange",
};
