import type { Statement } from "../iam/statement.ts";
import type { Resolve } from "./resolve.ts";
import { resourcesOf, type Template } from "./template.ts";

type Document = { Statement: Statement[] | Statement };
type Role = {
  Policies?: { PolicyDocument: Document }[];
  ManagedPolicyArns?: unknown[];
  PermissionsBoundary?: unknown;
};

/**
 * The statements of a role, by its logical id: those of its own and of the policies that name it.
 * @throws Error for policies that are not in the template: what they say is not known here.
 */
export function statementsOf(template: Template, resolve: Resolve, role: string): Statement[] {
  const {
    Policies = [],
    ManagedPolicyArns = [],
    PermissionsBoundary,
  } = (template.Resources[role]?.Properties ?? {}) as Role;
  if (ManagedPolicyArns.length > 0 || PermissionsBoundary !== undefined)
    throw new Error(
      `the role ${role} has a managed policy or a boundary, whose statements are not in the template`,
    );
  const attached = resourcesOf(template, "AWS::IAM::Policy")
    .filter(([, { Roles }]) => (Roles as { Ref: string }[]).some(({ Ref }) => Ref === role))
    .map(([, { PolicyDocument }]) => PolicyDocument as Document);
  const documents = [...Policies.map(({ PolicyDocument }) => PolicyDocument), ...attached];
  return documents.flatMap((document) => resolve<Statement[]>([document.Statement].flat()));
}
