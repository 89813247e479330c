/** Types of what teams attach, by the end of the name: that is what mail programs open files by. */
const types: Readonly<Record<string, string>> = {
  csv: "text/csv",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  gif: "image/gif",
  ics: "text/calendar",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  json: "application/json",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  pdf: "application/pdf",
  png: "image/png",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  txt: "text/plain",
  webp: "image/webp",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/** What SES refuses because it can run, and pages, which mail programs take for phishing (SES: unsupported attachment types). */
const refused =
  /^(?:ade|adp|app|asp|bas|bat|cer|chm|cmd|com|cpl|crt|csh|der|dll|exe|fxp|gadget|hlp|hta|html?|inf|ins|isp|its|jar|jse?|ksh|lib|lnk|mad|maf|mag|mam|maq|mar|mas|mat|mau|mav|maw|mda|mdb|mde|mdt|mdw|mdz|msc|msh\w*|msi|msp|mst|ops|pcd|pif|plg|prf|prg|ps\d*|psc\d|reg|scf|scr|sct|shb|shs|svg|sys|tmp|url|vbe?|vbs|vps|vsmacros|vss|vst|vsw|vxd|ws[cfh]?|xnk)$/;

/** @returns undefined for a file that cannot be attached. */
export function attachmentType(name: string): string | undefined {
  const ending = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  if (refused.test(ending)) return undefined;
  return Object.hasOwn(types, ending) ? types[ending] : "application/octet-stream";
}
