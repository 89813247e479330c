/** Matches a time of day where a scanner stands; what it holds is read by `minutesOf`. */
export const clockTime =
  /(\d{1,2})(?:[:.](\d\d))?(?: *(am|pm|a\.m\.|p\.m\.))?(?![\p{L}\p{N}:.]*[\p{L}\p{N}])|noon\b|midnight\b/u;

/** What a time may look like, for a person who wrote another one. */
export const clockTimeExamples = "9:00, 17:30 or 9 pm";

/** Minutes after midnight that a match of `clockTime` means; undefined for 25:00, 9:75 or 13 pm. */
export function minutesOf(match: RegExpExecArray): number | undefined {
  if (match[0] === "noon") return 12 * 60;
  if (match[0] === "midnight") return 0;
  const [hours, minutes, half] = [Number(match[1]), Number(match[2] ?? 0), match[3]?.[0]];
  if (minutes > 59 || hours > 23) return undefined;
  if (half === undefined) return hours * 60 + minutes;
  if (hours < 1 || hours > 12) return undefined;
  return ((hours % 12) + (half === "p" ? 12 : 0)) * 60 + minutes;
}

/** `9:00`, `17:30` */
export function clockText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}
