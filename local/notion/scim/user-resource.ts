import type { Json, Member } from "../entities.ts";
import { isObject } from "../expect.ts";
import { fullName } from "./members.ts";
import { ScimProblem } from "./problem.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const EXTENSION = "urn:ietf:params:scim:schemas:extension:notion:2.0:User";
const ROLES = ["owner", "membership_admin", "member", "restricted_member"] as const;

/** A member as Notion shows one. Its times are those of the answer: on a live workspace they tell nothing, either. */
export function renderMember(member: Member, now: Date): Json {
  const { id, email, name, emails, active, role } = member;
  const time = String(now.getTime());
  return {
    schemas: [CORE],
    id,
    userName: email,
    name,
    emails,
    displayName: fullName(name),
    active,
    meta: {
      resourceType: "User",
      created: time,
      lastModified: time,
      location: `https://app.notion.com/scim/v2/Users/${id}`,
    },
    photos: [],
    [EXTENSION]: { role },
  };
}

type Profile = Pick<Member, "email" | "name" | "emails" | "role" | "active">;

/** What a resource in a request says of a member. @throws ScimProblem for one without an e-mail address. */
export function readMember(resource: Json): Profile {
  const email = typeof resource.userName === "string" ? resource.userName.toLowerCase() : "";
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) {
    throw new ScimProblem(
      400,
      `userName should be an e-mail address, not ${resource.userName}.`,
      "invalidValue",
    );
  }
  const extension = resource[EXTENSION];
  const role = (isObject(extension) && extension.role) || "member";
  const known = ROLES.find((one) => one === role);
  if (!known)
    throw new ScimProblem(400, `role should be one of ${ROLES.join(", ")}, not ${role}.`, "invalidValue");
  return {
    email,
    name: nameIn(resource),
    emails: emailsIn(resource, email),
    role: known,
    active: isActive(resource),
  };
}

function nameIn({ name, displayName }: Json): Member["name"] {
  const given = isObject(name) ? name : {};
  const texts = (["formatted", "givenName", "familyName"] as const).flatMap((key) =>
    typeof given[key] === "string" && given[key] !== "" ? [[key, given[key]]] : [],
  );
  if (texts.length === 0 && typeof displayName === "string") return { formatted: displayName };
  const { formatted, ...parts } = Object.fromEntries(texts) as Member["name"];
  // The whole follows its parts, which are what providers change.
  const whole = fullName(parts) || formatted;
  return { ...(whole !== undefined && { formatted: whole }), ...parts };
}

function emailsIn({ emails }: Json, email: string): Member["emails"] {
  const given = Array.isArray(emails) ? emails.filter(isObject) : [];
  const others = given.map(({ value }) => String(value).toLowerCase()).filter((value) => value !== email);
  return [{ value: email, primary: true }, ...others.map((value) => ({ value, primary: false }))];
}

/** Some providers write "False". What cannot be read removes nobody. */
function isActive({ active = true }: Json): boolean {
  const text = String(active).toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  throw new ScimProblem(400, `active should be true or false, not ${active}.`, "invalidValue");
}
