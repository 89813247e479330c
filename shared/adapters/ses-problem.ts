import { PermanentError, StoppedError, TransientError } from "../domain/errors.ts";

const HOUR_MS = 3_600_000;

/** Refused before anything was sent: wrong now, and likely right later. */
const PASSING = new Set([
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestThrottled",
  "LimitExceededException",
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
]);

// SES's own sentences name recipients, so none of them is passed on.
const CURABLE: Record<string, string> = {
  AccountSendingPausedException: "resume sending for this account in the SES console: it is paused",
  ConfigurationSetDoesNotExist: "create the SES configuration set, or correct its name: it does not exist",
  MailFromDomainNotVerifiedException:
    "finish the DNS records of the custom MAIL FROM domain: SES could not verify it",
  FromEmailAddressNotVerifiedException: "verify the sender's address or domain in SES",
  AccessDenied: "allow ses:SendRawEmail for the sender's identity and configuration set: AWS denied it",
  InvalidClientTokenId: "correct the AWS credentials: SES does not know them",
  SignatureDoesNotMatch:
    "correct the AWS credentials or this machine's clock: SES did not accept the signature",
};

const UNVERIFIED =
  "verify the sender in SES and, while the account is in the SES sandbox, the recipient too, or ask AWS for production access: an address of this mail is not verified";

/**
 * What SES's failure means for the delivery. A certain no comes back as TransientError or PermanentError, without any
 * address; everything else (a timeout, a reset, a 5xx) as it is: the mail may have been sent.
 */
export function sesProblem(error: unknown): unknown {
  if (neverConnected(error)) return new TransientError("SES could not be reached", { cause: error });
  if (!(error instanceof Error)) return error;
  if (error.name === "CredentialsProviderError") {
    return new TransientError("no AWS credentials to send mail with", { cause: error });
  }
  const status = statusOf(error);
  if (status === undefined || status < 400 || status >= 500 || status === 408) return error;
  return refusal(error, status);
}

function refusal(error: Error, status: number): TransientError | PermanentError {
  const code = error.name.replace(/[^\w.]/g, "");
  if (/daily (?:message|sending) quota/i.test(error.message)) {
    return new TransientError("the daily SES sending quota is used up", { retryAfterMs: HOUR_MS });
  }
  if (PASSING.has(code) || status === 429 || /maximum sending rate exceeded/i.test(error.message)) {
    return new TransientError(`SES asks to send more slowly or again (${code})`);
  }
  if (/^ConfigurationSetSendingPaused(Exception)?$/.test(code))
    return new StoppedError(
      `all mail of this Rowbell is stopped; npm run mail -- start lets it go on (${code})`,
    );
  const known = Object.hasOwn(CURABLE, code) ? CURABLE[code] : CURABLE[code.replace(/Exception$/, "")];
  if (known !== undefined) return curable(`${known} (${code})`);
  // That is how SES says it where AWS has paused the account, and not its owner.
  if (code === "MessageRejected" && /sending paused/i.test(error.message)) {
    return curable(`${CURABLE.AccountSendingPausedException} (${code})`);
  }
  if (code === "MessageRejected" && /not verified/i.test(error.message)) {
    return curable(`${UNVERIFIED} (${code})`);
  }
  return new PermanentError(`SES refused the mail and would refuse it again (${code}, status ${status})`);
}

/** What a person mends in the account, often on the first evening: the mails wait for it, an hour at a time. */
function curable(message: string): TransientError {
  return new TransientError(message, { retryAfterMs: HOUR_MS });
}

/** Refused connections and failed look-ups happen before a byte of the request is sent. */
function neverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED" || syscall === "connect" || syscall === "getaddrinfo") return true;
  // The SDK's own connection timeout has no code, only this sentence.
  return error.name === "TimeoutError" && /did not establish a connection/.test(error.message);
}

function statusOf(error: Error): number | undefined {
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
