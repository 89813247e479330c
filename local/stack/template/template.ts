/** A resource of a CloudFormation template. */
export type Resource = { Type: string; Properties?: Record<string, unknown> };

/** A CloudFormation template, as far as it is run here. */
export type Template = { Resources: Record<string, Resource>; Outputs?: Record<string, { Value: unknown }> };

/** The resources of a type, with their logical ids. */
export function resourcesOf(template: Template, type: string): [string, Record<string, unknown>][] {
  return Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties]);
}
