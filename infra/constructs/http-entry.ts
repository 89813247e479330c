import { RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { LinkSecret } from "./link-secret.ts";
import { RowbellFunction } from "./rowbell-function.ts";
import type { StateTable } from "./state-table.ts";

/** Far more than people click; what is beyond is answered by 429 and costs no run. */
const throttle = { throttlingRateLimit: 10, throttlingBurstLimit: 20 };

/** No path: it is somebody's link. No address of who asked either. */
const logged = {
  id: "$context.requestId",
  at: "$context.requestTime",
  route: "$context.routeKey",
  status: "$context.status",
  ms: "$context.responseLatency",
};

/** The only way in from the internet: HTTP API → web function. Its routes are a list, and it is throttled (decision 13). */
export class HttpEntry extends Construct {
  readonly web: RowbellFunction;
  /** `https://…`, without a path. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: { state: StateTable; links: LinkSecret }) {
    super(scope, id);
    this.web = new RowbellFunction(this, "Web", {
      handler: "web",
      description: "Rowbell: answers the links in mails",
    });
    this.web.bindTable(props.state, { actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"] });
    this.web.bindLinkSecret(props.links);
    const api = new CfnApi(this, "Api", {
      name: `${Stack.of(this).stackName}-web`,
      protocolType: "HTTP",
      description: "Rowbell: the links in mails",
    });
    const integration = new CfnIntegration(this, "Integration", {
      apiId: api.ref,
      integrationType: "AWS_PROXY",
      integrationUri: this.web.lambda.functionArn,
      payloadFormatVersion: "2.0",
    });
    for (const [name, method] of Object.entries({ Look: "GET", LookAtHead: "HEAD", Act: "POST" })) {
      const route = new CfnRoute(this, name, {
        apiId: api.ref,
        routeKey: `${method} /u/{token}`,
        authorizationType: "NONE",
        target: `integrations/${integration.ref}`,
      });
      Validations.of(route).acknowledge({
        id: "AwsSolutions-APIG4",
        reason:
          "Who unsubscribes has no account here: the signed link is the right to do so (RFC 8058), and the function checks it.",
      });
    }
    this.#serve(api);
    this.web.lambda.addPermission("FromApi", {
      principal: new ServicePrincipal("apigateway.amazonaws.com"),
      sourceArn: Stack.of(this).formatArn({
        service: "execute-api",
        resource: api.ref,
        resourceName: "*/*/u/{token}",
      }),
    });
    this.url = api.attrApiEndpoint;
  }

  #serve(api: CfnApi): void {
    const logs = new LogGroup(this, "Requests", {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnStage(this, "Stage", {
      apiId: api.ref,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: throttle,
      accessLogSettings: { destinationArn: logs.logGroupArn, format: JSON.stringify(logged) },
    });
  }
}
