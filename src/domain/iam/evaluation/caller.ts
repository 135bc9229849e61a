import { KEYS_OF_SERVICES } from "../global-keys";
import { parseArn } from "../../aws/arn";

/** The principal that makes a request. */
export interface Caller {
  readonly kind: "user" | "role" | "session" | "root" | "federated" | "other";
  /** An ARN, or the domain of an AWS service. */
  readonly name: string;
  /** Account ID, 12 digits; empty for AWS services. */
  readonly account: string;
  /** ARN of a session's role. A session's ARN omits the role's path, so the role is assumed to have none. */
  readonly role?: string;
}

/** @param name ARN of a user, role, session, root user or identity provider; or domain of an AWS service */
export function callerOf(name: string): Caller {
  const arn = parseArn(name);
  if (arn === undefined) return { kind: "other", name, account: "" };
  const { service, account, resource, partition } = arn;
  const [type = "", first = ""] = resource.split("/");
  if (service === "sts" && type === "assumed-role")
    return { kind: "session", name, account, role: `arn:${partition}:iam::${account}:role/${first}` };
  if (service === "iam" && (type === "user" || type === "role" || type === "root"))
    return { kind: type, name, account };
  if (service === "iam" && (type === "oidc-provider" || type === "saml-provider"))
    return { kind: "federated", name, account };
  return { kind: "other", name, account };
}

/** Whether the caller can have identity policies; identity providers and AWS services cannot. */
export function hasIdentity({ kind, account }: Caller): boolean {
  return kind !== "federated" && account !== "";
}

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
