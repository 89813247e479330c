/** A message with everything decided: addresses have passed the address grammar. */
export type Mail = {
  /** Delivery key: becomes a tag and a header, so that events can be matched to it. */
  key: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
};

export interface Mailer {
  /**
   * @returns the provider's message id.
   * @throws TransientError certainly not sent; PermanentError never will be; anything else: unknown, it may have been.
   */
  send(mail: Mail): Promise<string>;
}
