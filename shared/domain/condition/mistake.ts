/** What is wrong with an author's sentence, as one sentence. */
export class Mistake extends Error {}
