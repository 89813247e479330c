import type { Universe } from "../universe.ts";
import { runsAreForEachRowOnce, testsGoToTheirAuthor, ticksAreAnswered } from "./asked.ts";
import { type Evidence, gather, type Violation } from "./evidence.ts";
import { rulesFireAsTheirAuthorsMean } from "./firing.ts";
import { runsShowWhatHappened, ticksRedriveOnce } from "./lines.ts";
import {
  brakesHold,
  brakesStayClosed,
  everythingOwedIsSettled,
  mailsAreWhatDeliveriesSay,
  mailsComeInOrder,
  quietHoursAreKept,
} from "./mails.ts";
import { everyMomentFires, momentsFireOnce } from "./moments.ts";
import { everySettledStateIsSeen, everythingIsAsItIs } from "./observation.ts";
import {
  deliveriesAreConserved,
  digestsAreWhole,
  logsKeepSecrets,
  revisionsFollowEachOther,
  watermarksAreEarned,
  whatIsHeldIsTold,
  writesAreFenced,
} from "./records.ts";
import { newsOfMailsIsKept, whoSaidNoIsHeeded } from "./suppressions.ts";
import { circlesEnd, writesAreDone } from "./writes.ts";

const invariants: ((evidence: Evidence) => void)[] = [
  everySettledStateIsSeen,
  rulesFireAsTheirAuthorsMean,
  momentsFireOnce,
  everyMomentFires,
  revisionsFollowEachOther,
  deliveriesAreConserved,
  digestsAreWhole,
  mailsAreWhatDeliveriesSay,
  mailsComeInOrder,
  whoSaidNoIsHeeded,
  newsOfMailsIsKept,
  writesAreDone,
  circlesEnd,
  writesAreFenced,
  watermarksAreEarned,
  everythingOwedIsSettled,
  quietHoursAreKept,
  everythingIsAsItIs,
  testsGoToTheirAuthor,
  runsAreForEachRowOnce,
  ticksAreAnswered,
  brakesHold,
  brakesStayClosed,
  whatIsHeldIsTold,
  runsShowWhatHappened,
  ticksRedriveOnce,
  logsKeepSecrets,
];

/** Everything that is wrong with how a universe went. */
export async function check(universe: Universe): Promise<{ violations: Violation[]; evidence: Evidence }> {
  const evidence = await gather(universe);
  for (const invariant of invariants) invariant(evidence);
  return { violations: evidence.found, evidence };
}
