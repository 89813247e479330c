/** Our forms and one-click requests are a line; whatever is longer is none of them. */
const mostBytes = 8 * 1024;

type Body = { body?: string | undefined; isBase64Encoded: boolean };

/** The fields of a form, in both of the ways in which RFC 8058 lets mail clients send it. Anything else has none. */
export async function readForm(
  { body = "", isBase64Encoded }: Body,
  type = "",
): Promise<Map<string, string>> {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > mostBytes) return new Map();
  if (!/^\s*multipart\/form-data\b/i.test(type)) return new Map(new URLSearchParams(bytes.toString()));
  // Loaded on first use: it is a third of a function's start.
  const form = await new Response(bytes, { headers: { "content-type": type } })
    .formData()
    .catch(() => undefined);
  return new Map(
    [...(form ?? [])].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
}
