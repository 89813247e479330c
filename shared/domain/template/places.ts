import { straighten } from "../words.ts";

/** A `{{ … }}` in a text: where it stands, from its first brace to after its last, and what is written in it. */
export type Place = { start: number; end: number; name: string };

/**
 * The places of a text, in order.
 * @param where names the text in a problem: `Subject`, `the page`.
 */
export function findPlaces(text: string, where: string): { places: Place[]; problems: string[] } {
  const places: Place[] = [];
  const problems: string[] = [];
  let from = 0;
  for (let start = text.indexOf("{{"); start !== -1; start = text.indexOf("{{", from)) {
    const place = placeAt(text, start);
    if (place === undefined) {
      problems.push(`A {{ in ${where} is never closed; write it like {{ Name }}`);
      from = start + 2;
    } else {
      if (place.name === "")
        problems.push(`A {{ }} in ${where} is empty; write the column's name in it, like {{ Name }}`);
      else places.push(place);
      from = place.end;
    }
  }
  return { places, problems };
}

function placeAt(text: string, start: number): Place | undefined {
  const next = text.indexOf("{{", start + 2);
  const rest = straighten(text.slice(start, next === -1 ? undefined : next));
  const close = quotedClose(rest) ?? rest.indexOf("}}", 2);
  if (close === -1) return undefined;
  return { start, end: start + close + 2, name: text.slice(start + 2, start + close).trim() };
}

/** Where a place with a quoted name closes: a name in quotes may hold `}}` itself. */
function quotedClose(rest: string): number | undefined {
  const opening = /^\{\{ *(?:before *\. *)?(["'])/i.exec(rest);
  if (!opening) return undefined;
  const closing = new RegExp(`${opening[1]} *\\}\\}`, "g");
  closing.lastIndex = opening[0].length;
  const match = closing.exec(rest);
  return match ? closing.lastIndex - 2 : undefined;
}
