/** How SES's mailbox simulator answers at `<kind>@simulator.amazonses.com`, also with a label: `bounce+any@…`. */
export type SimulatorKind = "success" | "bounce" | "ooto" | "complaint" | "suppressionlist";

const ADDRESS = /^(success|bounce|ooto|complaint|suppressionlist)(\+[^@]*)?@simulator\.amazonses\.com$/i;

export function simulatorKind(address: string): SimulatorKind | undefined {
  return ADDRESS.exec(address)?.[1]?.toLowerCase() as SimulatorKind | undefined;
}

export function isSimulator(address: string): boolean {
  return simulatorKind(address) !== undefined;
}
