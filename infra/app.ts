import { App } from "aws-cdk-lib";
import { ConfigError, readConfig } from "./config.ts";
import { RowbellStack } from "./rowbell-stack.ts";

const app = new App();
try {
  const config = readConfig((key) => app.node.tryGetContext(key));
  new RowbellStack(app, `Rowbell-${config.stage}`, { config });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  // The message is for whoever deploys; a stack trace through the CDK would only hide it.
  console.error(error.message);
  process.exit(1);
}
