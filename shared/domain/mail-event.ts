/** The provider's word that it has taken a delivery's message; `at` is its own time, ISO. */
export type SentNotice = { key: string; at: string; reference: string };
