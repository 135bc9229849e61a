import { ACCOUNT_ID, parseArn, partitionOf } from "../../domain/aws/arn";

/** A principal that calls AWS. */
export interface Principal {
  readonly kind: "role" | "user" | "account" | "other";
  /** Account ID, 12 digits. */
  readonly account: string;
  /** Name of the role or user, without its path; empty for others. */
  readonly name: string;
  /** ARN as policies name it. For a session, the role is assumed to have no path. */
  readonly arn: string;
}

/**
 * Parses the ARN of a principal, or an account ID. The ARN of a session gives its role.
 * @param region region of the registry, which determines the partition of an account ID
 * @returns `undefined` if the text is neither
 */
export function principalOf(text: string, region: string): Principal | undefined {
  if (ACCOUNT_ID.test(text))
    return { kind: "account", account: text, name: "", arn: `arn:${partitionOf(region)}:iam::${text}:root` };
  const arn = parseArn(text);
  if (arn === undefined || !ACCOUNT_ID.test(arn.account)) return undefined;
  const { account, partition, resource, service } = arn;
  if (service !== "iam" && service !== "sts") return undefined;
  if (resource === "root") return { kind: "account", account, name: "", arn: text };
  const [type = "", ...path] = resource.split("/");
  if (service === "sts" && type === "assumed-role") {
    const [name = ""] = path;
    return { kind: "role", account, name, arn: `arn:${partition}:iam::${account}:role/${name}` };
  }
  const kind = service === "iam" && (type === "role" || type === "user") ? type : "other";
  return { kind, account, name: kind === "other" ? "" : (path.at(-1) ?? ""), arn: text };
}
