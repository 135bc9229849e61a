import { KEYS_OF_SERVICES } from "../global-keys";
import { hasIdentity, type Caller } from "./caller";

/** Condition keys that follow from who makes a request: those with a value, and those that are absent. */
export interface CallerKeys {
  readonly present: Readonly<Record<string, string>>;
  readonly absent: readonly string[];
}

/** The condition keys of a user's, role's or session's requests. */
export function callerKeys(caller: Caller): CallerKeys {
  if (!hasIdentity(caller)) return { present: {}, absent: [] };
  const { kind, name, account, role = name } = caller;
  const present = { "aws:PrincipalArn": role, "aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false" };
  if (kind === "user")
    return { present: { ...present, "aws:username": name.split("/").at(-1) ?? "" }, absent: KEYS_OF_SERVICES };
  // Only requests by users have aws:username.
  return { present, absent: kind === "other" ? KEYS_OF_SERVICES : [...KEYS_OF_SERVICES, "aws:username"] };
}
