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
