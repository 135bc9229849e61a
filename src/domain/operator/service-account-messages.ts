import { FIELD_MANAGER, type KubernetesName } from "./service-account-limits";

/**
 * Messages about a ServiceAccount, for the checks and for the Terraform module. Arguments are text as the message shows it: a
 * quoted value in the checks, a Terraform expression in the module.
 */
export const MESSAGES = {
  roleArn: (arn: string) =>
    `expected the ARN of a role (arn:<partition>:iam::<account>:role/<path and name>), found ${arn}`,
  sessionArn: "This is the ARN of a role session. Write the ARN of the role",
  fieldManager: (name: string, length: number | string) =>
    `expected 1 to ${FIELD_MANAGER.maxLength} printable ASCII characters without spaces, found ${name} (${length} characters)`,
  sessionName: (name: string) => `expected 2 to 64 letters, digits and _ + = , . @ -, found ${name}`,
  /**
   * @param what has the name, such as `namespace`
   * @param fault what is wrong with the name, if known: `, which has uppercase letters`
   */
  name: (what: string, name: string, { allowed }: KubernetesName, fault = "") =>
    `expected a ${what} name of ${allowed}, found ${name}${fault}`,
} as const;
