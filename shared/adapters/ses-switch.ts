import {
  DescribeConfigurationSetCommand,
  type SESClient,
  UpdateConfigurationSetSendingEnabledCommand,
} from "@aws-sdk/client-ses";

/** Whether mail goes out at all. While it is off, SES refuses every mail, and deliveries wait. */
export type SendingSwitch = { isOn(): Promise<boolean>; set(on: boolean): Promise<void> };

/** The switch that SES has for each configuration set: what other programs of the account send goes on. */
export function sendingSwitch(client: SESClient, configurationSet: string): SendingSwitch {
  const ConfigurationSetName = configurationSet;
  return {
    async isOn() {
      const ConfigurationSetAttributeNames = ["reputationOptions" as const];
      const command = new DescribeConfigurationSetCommand({
        ConfigurationSetName,
        ConfigurationSetAttributeNames,
      });
      return (await client.send(command)).ReputationOptions?.SendingEnabled ?? true;
    },
    async set(on) {
      await client.send(
        new UpdateConfigurationSetSendingEnabledCommand({ ConfigurationSetName, Enabled: on }),
      );
    },
  };
}
