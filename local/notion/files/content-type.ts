const TYPES: Record<string, string> = {
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  pdf: "application/pdf",
  zip: "application/zip",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  mp4: "video/mp4",
  webm: "video/webm",
};

/** By the name's extension; Notion knows more of them. */
export function contentTypeOf(filename: string): string | undefined {
  return TYPES[/\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase() ?? ""];
}

/** `report` of type `application/pdf` is `report.pdf`. @returns undefined when neither tells what it is. */
export function nameWithExtension(filename: string, contentType: string | null): string | undefined {
  if (/\.[^./]+$/.test(filename)) return filename;
  const extension = Object.keys(TYPES).find((one) => TYPES[one] === contentType);
  return extension && `${filename}.${extension}`;
}
