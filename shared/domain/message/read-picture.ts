/** What a picture is by its own bytes, whatever it is called. */
export type PictureInfo = { contentType: string; ending: string; width?: number };

/** @returns undefined for what mail programs do not show: HEIC, SVG, or no picture at all. */
export function readPicture(bytes: Uint8Array): PictureInfo | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const says = (at: number, text: string) =>
    bytes.length >= at + text.length &&
    [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));
  if (says(0, "\x89PNG\r\n\x1a\n") && bytes.length >= 24)
    return { contentType: "image/png", ending: "png", width: view.getUint32(16) };
  if ((says(0, "GIF87a") || says(0, "GIF89a")) && bytes.length >= 10)
    return { contentType: "image/gif", ending: "gif", width: view.getUint16(6, true) };
  if (says(0, "\xff\xd8\xff")) return { contentType: "image/jpeg", ending: "jpg", ...jpegWidth(view) };
  if (says(0, "RIFF") && says(8, "WEBP"))
    return { contentType: "image/webp", ending: "webp", ...webpWidth(view) };
  return undefined;
}

/** In the frame header, one of the segments before the picture itself. */
function jpegWidth(view: DataView): { width?: number } {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7) };
    if (marker >> 8 !== 0xff) return {};
    at += 2 + view.getUint16(at + 2);
  }
  return {};
}

function webpWidth(view: DataView): { width?: number } {
  if (view.byteLength < 30) return {};
  const kind = view.getUint8(15);
  if (kind === "X".charCodeAt(0)) return { width: 1 + (view.getUint32(24, true) & 0xffffff) };
  if (kind === "L".charCodeAt(0)) return { width: 1 + (view.getUint32(21, true) & 0x3fff) };
  return { width: view.getUint16(26, true) & 0x3fff };
}
