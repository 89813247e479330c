/** The SES message tag that tells which delivery a mail is: SES repeats it in its events. */
export const deliveryTagName = "rowbell-delivery";

/**
 * A delivery key as an SES message tag, which takes only `A-Z a-z 0-9 _ -`: percent-encoding with `_` for `%`, so `:`
 * becomes `_3A` and `@` becomes `_40`. Reversible, and the same for every attempt.
 */
export function deliveryTag(key: string): string {
  const encoded = encodeURIComponent(key).replace(
    /[_.!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return encoded.replaceAll("%", "_");
}

/** The delivery key of a tag. @throws URIError on text that is no tag. */
export function keyOfDeliveryTag(tag: string): string {
  return decodeURIComponent(tag.replaceAll("_", "%"));
}
