import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";

/** Of all mail of the account in a day: of fewer a single bounce would be a rate that says nothing. */
const leastMails = 100;

/**
 * What each rate may be until people should look. SES itself reviews an account near 5 % bounces and 0.1 % complaints, by the
 * same metrics, of the whole account: so these are the account's and not only ours.
 */
const limits = {
  Bounces: { metric: "Reputation.BounceRate", limit: 0.02, told: "2 % of the mail bounces" },
  Complaints: {
    metric: "Reputation.ComplaintRate",
    limit: 0.0005,
    told: "0.05 % of the mail is called spam",
  },
};

/** Warns before SES does. */
export class ReputationAlarms extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const period = Duration.days(1);
    const namespace = "AWS/SES";
    const sent = new Metric({ namespace, metricName: "Send", statistic: "Sum", period });
    for (const [name, { metric, limit, told }] of Object.entries(limits)) {
      const rate = new Metric({ namespace, metricName: metric, statistic: "Maximum", period });
      new Alarm(this, name, {
        alarmDescription: `Rowbell: ${told}. Look at what is sent to whom; npm run mail -- stop stops it at once. SES reviews the account soon (docs/deploy.md).`,
        metric: new MathExpression({
          expression: `IF(sent >= ${leastMails}, rate, 0)`,
          usingMetrics: { sent, rate },
          period,
          label: metric,
        }),
        threshold: limit,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
    }
  }
}
