const rtlScripts = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const strong = /\p{L}/u;

const rtlLanguages = /^(?:ar|arc|ckb|dv|fa|he|iw|ks|ku-arab|ps|sd|ug|ur|yi)\b/i;

/** Does a message run from right to left? By its language; where nobody said which, by its first letter. */
export function runsRightToLeft(locale: string | undefined, text: string): boolean {
  if (locale !== undefined) return rtlLanguages.test(locale);
  const first = strong.exec(text)?.[0];
  return first !== undefined && rtlScripts.test(first);
}
