import { FIELD_MANAGER } from "./service-account-limits";
import { type KubernetesName } from "./service-account-names";

/**
 * What is said of a wrong setting, by the checks and by the Terraform module alike. Values come as they are shown: quoted
 * text here, an expression in the module.
 */
export const MESSAGES = {
  roleArn: (arn: string) =>
    `${arn} is no ARN of a role; arn:<partition>:iam::<account>:role/<path and name> is allowed`,
  sessionArn: "This one names a session, not the role",
  fieldManager: (name: string, length: number | string) =>
    `${name} (${length} characters) can not be a field manager; 1 to ${FIELD_MANAGER.maxLength} printable ASCII characters without blanks are allowed`,
  sessionName: (name: string) =>
    `${name} can not name a session; 2 to 64 letters, digits and _ + = , . @ - are allowed`,
  /** @param found what is wrong with it, where that is known */
  name: (what: string, name: string, { allowed }: KubernetesName, found = "") =>
    `${name} is no name of a ${what}${found}; ${allowed}`,
} as const;
