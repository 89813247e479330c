/** What came of it: the status of the answer, or why nothing was asked. */
type Unsubscribed = { status: number; problem?: undefined } | { status?: undefined; problem: string };

/**
 * Does what a mail client's Unsubscribe button does (RFC 8058): one POST to the link of the header, without cookies. Only to
 * this machine: nothing here calls out.
 */
export async function unsubscribe(headers: Record<string, string>): Promise<Unsubscribed> {
  const link = /<(https?:[^>]+)>/i.exec(headers["list-unsubscribe"] ?? "")?.[1];
  if (link === undefined) return { problem: "the mail has no List-Unsubscribe header with a link" };
  if (!/^List-Unsubscribe=One-Click$/i.test(headers["list-unsubscribe-post"]?.trim() ?? "")) {
    return { problem: "the mail has no List-Unsubscribe-Post header, so its link must be opened" };
  }
  const host = URL.parse(link)?.hostname ?? "";
  if (host !== "localhost" && !/^127\./.test(host)) {
    return {
      problem: `the link leads to ${host}, and nothing is sent out of this machine; open it yourself`,
    };
  }
  const body = "List-Unsubscribe=One-Click";
  const form = { "content-type": "application/x-www-form-urlencoded" };
  try {
    const { ok, status } = await fetch(link, { method: "POST", headers: form, body, redirect: "error" });
    return ok ? { status } : { problem: `${link} answered ${status}` };
  } catch {
    return { problem: `${link} does not answer` };
  }
}
