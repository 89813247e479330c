const NAMES = [
  "userName",
  "name",
  "formatted",
  "givenName",
  "familyName",
  "displayName",
  "emails",
  "active",
  "members",
  "photos",
  "value",
  "primary",
  "role",
];

/** The attribute as resources write it: names are read in any case (RFC 7643, section 2.1). */
export function attributeOf(name: string): string {
  return NAMES.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}
