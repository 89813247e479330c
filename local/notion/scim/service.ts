import type { Json } from "../entities.ts";

/** What can be asked: answered without a token, as on a live workspace. */
export const SERVICE_PROVIDER_CONFIG: Json = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 100 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: false },
  authenticationSchemes: [
    { type: "oauthbearertoken", name: "OAuth Bearer Token", description: "A workspace's SCIM token" },
  ],
};

const resourceType = (name: string, schema: string, extensions: Json[] = []): Json => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
  id: name,
  name,
  endpoint: `/${name}s`,
  schema,
  schemaExtensions: extensions,
});

export const RESOURCE_TYPES: Json[] = [
  resourceType("User", "urn:ietf:params:scim:schemas:core:2.0:User", [
    { schema: "urn:ietf:params:scim:schemas:extension:notion:2.0:User", required: false },
  ]),
  resourceType("Group", "urn:ietf:params:scim:schemas:core:2.0:Group"),
];
