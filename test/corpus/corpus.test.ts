import { describe, expect, it } from "vitest";
import { conditionOf } from "../domain/condition/meaning.ts";
import { answerTo } from "./answer-to.ts";
import { readTable } from "./read-table.ts";
import { sayCondition } from "./say-condition.ts";

describe("the corpus of sentences", () => {
  const sentences = readTable("sentences.md");

  it("is large", () => {
    expect(new Set(sentences.map(([sentence]) => sentence)).size).toBeGreaterThanOrEqual(400);
  });

  it.each(sentences)("%s", (sentence = "", means) => {
    expect(sayCondition(conditionOf(sentence))).toBe(means);
  });
});

describe("the corpus of mistakes", () => {
  const mistakes = readTable("mistakes.md");

  it("is large", () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(220);
  });

  it.each(mistakes)("%s: %s", (where = "", text = "", answer) => {
    expect(answerTo(where, text)).toBe(answer);
  });
});
