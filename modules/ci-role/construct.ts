import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { type IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { roleArn } from "../../src/domain/aws/arn";
import { PUSH_POLICY_NAME } from "../../src/domain/ci/permissions";
import { addRole } from "../kit/construct-role";
import { jsonPolicy } from "../kit/json-policy";
import { throwOnErrors } from "../kit/throw-on-errors";
import { checkCiRole } from "../../src/domain/ci/check-role";
import { providerAddress, roleAddress } from "../../src/domain/ci/role-names";
import {
  CI_ROLE_DEFAULTS,
  defaultDescription,
  roleIssuer,
  rolePermissions,
  roleTrust,
  type CiRoleSettings,
} from "../../src/domain/ci/role-settings";

/** Arguments of `CiRole`. */
export interface CiRoleProps extends CiRoleSettings {
  /**
   * `lookup`: the account already has an IAM OIDC provider for the issuer. `create`: create it, without thumbprints, which
   * IAM no longer needs. An account can have only one per issuer, so all roles with the same issuer in a scope must use the same value.
   * @default "lookup"
   */
  readonly oidcProvider?: "lookup" | "create";
}

/**
 * The IAM role that a workflow assumes through OIDC. It trusts the named runs of one project. It grants what a
 * push to its repositories needs, or only a pull or the reading of scans.
 *
 * Terraform addresses derive from the names: a role `api-push` for GitHub is `aws_iam_role.ci_api_push` and
 * `aws_iam_role_policy.ci_api_push`, next to `data.aws_iam_openid_connect_provider.ci_github` (or
 * `aws_iam_openid_connect_provider.ci_github`).
 * @throws an error that lists all arguments that AWS would reject
 * @example
 * new CiRole(this, "Push", {
 *   location: { account: "111122223333", region: "eu-west-1" },
 *   roleName: "api-push",
 *   platform: "github",
 *   source: { path: "acme/api", branch: "main" },
 *   repositories: ["team/api"],
 * });
 */
export class CiRole extends Construct {
  /** The role, for references from other resources. */
  readonly role: IamRole;
  /** ARN of the role, computed from account, path and name. */
  readonly roleArn: string;

  /**
   * Adds the role, its policy and, unless another role in the scope has added it, the OIDC provider.
   * @param scope stack or construct to which the role belongs
   * @param id ID of the construct, unique in the scope
   * @param props settings of the role
   */
  constructor(scope: Construct, id: string, props: CiRoleProps) {
    super(scope, id);
    throwOnErrors(this, checkCiRole(props));
    const { roleName, path = CI_ROLE_DEFAULTS.path, maxSessionDuration = CI_ROLE_DEFAULTS.maxSessionDuration } = props;
    const { description = defaultDescription(props) } = props;
    const trust = roleTrust(props, providerOf(scope, props).arn);
    this.role = addRole(this, roleAddress(roleName), { ...props, path, description, maxSessionDuration, trust });
    this.roleArn = roleArn(props.location, roleName, path);
    new IamRolePolicy(this, "Policy", {
      name: props.access ?? PUSH_POLICY_NAME,
      role: this.role.name,
      policy: jsonPolicy(rolePermissions(props)),
    }).overrideLogicalId(roleAddress(roleName));
  }
}

type OidcProvider = DataAwsIamOpenidConnectProvider | IamOpenidConnectProvider;

/** The platform's OIDC provider, which roles of the same scope share. */
function providerOf(scope: Construct, props: CiRoleProps): OidcProvider {
  const address = providerAddress(props);
  const id = `OidcProvider-${address}`;
  const existing = scope.node.tryFindChild(id);
  const isCreated = props.oidcProvider === "create";
  const { issuer, audience } = roleIssuer(props);
  if (existing instanceof IamOpenidConnectProvider && isCreated) {
    const audiences = existing.clientIdListInput ?? [];
    if (!audiences.includes(audience)) existing.clientIdList = [...audiences, audience];
    return existing;
  }
  if (existing instanceof DataAwsIamOpenidConnectProvider && !isCreated) return existing;
  if (existing !== undefined) {
    throw new Error(
      `[${scope.node.path}] oidcProvider: expected the same value for all roles with the same issuer, found "create" and "lookup"`,
    );
  }
  const url = `https://${issuer}`;
  const provider = isCreated
    ? new IamOpenidConnectProvider(scope, id, { url, clientIdList: [audience] })
    : new DataAwsIamOpenidConnectProvider(scope, id, { url });
  provider.overrideLogicalId(address);
  return provider;
}
