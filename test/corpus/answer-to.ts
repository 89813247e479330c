import { readAssignment } from "../../shared/domain/assignment.ts";
import { parseCondition } from "../../shared/domain/condition/parse.ts";
import { compileMessage } from "../../shared/domain/message/compile-message.ts";
import { parseOptions } from "../../shared/domain/parse-options.ts";
import { readMoment } from "../../shared/domain/time/read-moment.ts";
import { readSchedule } from "../../shared/domain/time/read-schedule.ts";
import { readWhich } from "../../shared/domain/which.ts";
import { aSource } from "../support/builders.ts";

const source = aSource();
type Answer = object | { problem: string };

const readers: Record<string, (text: string) => Answer> = {
  If: (text) => parseCondition(text, source),
  Which: (text) => readWhich(text, source),
  moment: (text) => readMoment(text, source),
  schedule: (text) => readSchedule(text),
  Options: (text) => firstProblem(parseOptions(text)),
  Subject: (subject) => firstProblem(compileMessage({ to: "ada@example.com", subject, body: [] }, source)),
  To: (to) => firstProblem(compileMessage({ to, subject: "Hello", body: [] }, source)),
  set: (text) => readAssignment(text, source),
};

/** What an author is answered who writes this in a column; fails when it is understood. */
export function answerTo(where: string, text: string): string {
  const answer = readers[where]?.(text);
  if (!answer) throw new Error(`nothing reads ${where}`);
  if ("problem" in answer && typeof answer.problem === "string") return answer.problem;
  throw new Error(`${where}: ${text} is understood`);
}

function firstProblem(read: { problems?: { message: string }[] | undefined }): Answer {
  const [problem] = read.problems ?? [];
  return problem ? { problem: problem.message } : {};
}
