import {
  GetGroupPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupPolicies,
  paginateListGroupsForUser,
  paginateListRolePolicies,
  paginateListUserPolicies,
  type AttachedPolicy,
} from "@aws-sdk/client-iam";
import { type NamedPolicy, type PrincipalPolicies } from "../domain/iam/attached-policies";
import { type DeployedRole } from "../operations/doctor/operator-facts";
import { type Environment } from "../model/environment";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { allItems } from "./pages";
import { NO_ENTITY, unless } from "./unless";

/** A client for IAM with an environment's provider settings. Destroy it when done. */
export async function iamClient(environment: Environment, options: ClientOptions = {}): Promise<IAMClient> {
  return limitedClient(IAMClient, environment, "iam", options);
}

/**
 * Reads a role's policies, permissions boundary and trust policy.
 * @returns `undefined` if the role does not exist
 * @throws other errors of the SDK
 */
export async function readRole(client: IAMClient, RoleName: string): Promise<DeployedRole | undefined> {
  const found = await unless(NO_ENTITY, client.send(new GetRoleCommand({ RoleName })));
  const role = found?.Role;
  if (role === undefined) return undefined;
  const policies = await policiesOf(client, {
    kind: "Role",
    attached: paginateListAttachedRolePolicies({ client }, { RoleName }),
    inline: paginateListRolePolicies({ client }, { RoleName }),
    read: (PolicyName) => client.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
  });
  return {
    arn: role.Arn ?? "",
    trust: decoded(role.AssumeRolePolicyDocument),
    policies,
    ...(await boundaryOf(client, role.PermissionsBoundary?.PermissionsBoundaryArn)),
  };
}

/**
 * Reads a user's policies, including those of its groups, and its permissions boundary.
 * @returns `undefined` if the user does not exist
 * @throws other errors of the SDK
 */
export async function readUser(client: IAMClient, UserName: string): Promise<PrincipalPolicies | undefined> {
  const found = await unless(NO_ENTITY, client.send(new GetUserCommand({ UserName })));
  const user = found?.User;
  if (user === undefined) return undefined;
  const own = await policiesOf(client, {
    kind: "User",
    attached: paginateListAttachedUserPolicies({ client }, { UserName }),
    inline: paginateListUserPolicies({ client }, { UserName }),
    read: (PolicyName) => client.send(new GetUserPolicyCommand({ UserName, PolicyName })),
  });
  const groups = await allItems(
    "ListGroupsForUser",
    paginateListGroupsForUser({ client }, { UserName }),
    ({ Groups = [] }) => Groups,
  );
  return {
    arn: user.Arn ?? "",
    policies: [
      ...own,
      ...(await mapSequentially(groups, ({ GroupName = "" }) => groupPolicies(client, GroupName))).flat(),
    ],
    ...(await boundaryOf(client, user.PermissionsBoundary?.PermissionsBoundaryArn)),
  };
}

function groupPolicies(client: IAMClient, GroupName: string): Promise<NamedPolicy[]> {
  return policiesOf(client, {
    kind: "Group",
    attached: paginateListAttachedGroupPolicies({ client }, { GroupName }),
    inline: paginateListGroupPolicies({ client }, { GroupName }),
    read: (PolicyName) => client.send(new GetGroupPolicyCommand({ GroupName, PolicyName })),
    suffix: ` of group ${GroupName}`,
  });
}

/** The listings of the policies of a role, a user or a group. */
interface Listings {
  /** Part of the names of the calls, for messages. */
  readonly kind: "Role" | "User" | "Group";
  readonly attached: AsyncIterable<{ readonly AttachedPolicies?: AttachedPolicy[]; readonly Marker?: string }>;
  readonly inline: AsyncIterable<{ readonly PolicyNames?: string[]; readonly Marker?: string }>;
  readonly read: (PolicyName: string) => Promise<{ readonly PolicyDocument: string | undefined }>;
  /** End of the names of inline policies. @default - nothing */
  readonly suffix?: string;
}

async function policiesOf(
  client: IAMClient,
  { kind, attached, inline, read, suffix = "" }: Listings,
): Promise<NamedPolicy[]> {
  const arns = await allItems(`ListAttached${kind}Policies`, attached, ({ AttachedPolicies = [] }) => AttachedPolicies);
  const names = await allItems(`List${kind}Policies`, inline, ({ PolicyNames = [] }) => PolicyNames);
  return [
    ...(await mapSequentially(arns, ({ PolicyArn }) => managedPolicy(client, PolicyArn))),
    ...(await mapSequentially(names, async (name) => {
      const { PolicyDocument } = await read(name);
      return { name: `${name}${suffix}`, document: decoded(PolicyDocument) };
    })),
  ];
}

async function boundaryOf(client: IAMClient, arn: string | undefined): Promise<{ boundary?: NamedPolicy }> {
  return arn === undefined ? {} : { boundary: await managedPolicy(client, arn) };
}

async function managedPolicy(client: IAMClient, PolicyArn = ""): Promise<NamedPolicy> {
  const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return { name: PolicyArn, document: decoded(PolicyVersion?.Document) };
}

/** IAM returns documents URL-encoded. */
function decoded(document = ""): unknown {
  return JSON.parse(decodeURIComponent(document));
}

/** Sequential, because a principal has few policies and IAM throttles early. */
async function mapSequentially<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await read(item));
  return results;
}
