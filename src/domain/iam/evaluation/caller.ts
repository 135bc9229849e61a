import { parseArn } from "../../aws/arn";

/** Who makes a request, as far as policies tell them apart. */
export interface Caller {
  readonly kind: "user" | "role" | "session" | "root" | "federated" | "other";
  /** What policies call it: an ARN, of an AWS service its domain. */
  readonly name: string;
  /** Account id, 12 digits; empty for AWS services. */
  readonly account: string;
  /** ARN of the role that a session is of. A role is taken to have no path where only a session names it. */
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

/** Whether IAM's own policies say what it may do; identity providers and AWS services have none. */
export function hasIdentity({ kind, account }: Caller): boolean {
  return kind !== "federated" && account !== "";
}
