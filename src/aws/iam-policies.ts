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
import { pages } from "./pages";

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
  const role = await unlessMissing(async () => (await client.send(new GetRoleCommand({ RoleName }))).Role);
  if (role === undefined) return undefined;
  const attached = await all(
    "ListAttachedRolePolicies",
    paginateListAttachedRolePolicies({ client }, { RoleName }),
    attachedOf,
  );
  const inline = await all("ListRolePolicies", paginateListRolePolicies({ client }, { RoleName }), namesOf);
  return {
    arn: role.Arn ?? "",
    trust: decoded(role.AssumeRolePolicyDocument),
    policies: [
      ...(await mapSequentially(attached, ({ PolicyArn }) => managedPolicy(client, PolicyArn))),
      ...(await mapSequentially(inline, async (PolicyName) => {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return { name: PolicyName, document: decoded(PolicyDocument) };
      })),
    ],
    ...(await boundaryOf(client, role.PermissionsBoundary?.PermissionsBoundaryArn)),
  };
}

/**
 * Reads a user's policies, including those of its groups, and its permissions boundary.
 * @returns `undefined` if the user does not exist
 * @throws other errors of the SDK
 */
export async function readUser(client: IAMClient, UserName: string): Promise<PrincipalPolicies | undefined> {
  const user = await unlessMissing(async () => (await client.send(new GetUserCommand({ UserName }))).User);
  if (user === undefined) return undefined;
  const attached = await all(
    "ListAttachedUserPolicies",
    paginateListAttachedUserPolicies({ client }, { UserName }),
    attachedOf,
  );
  const inline = await all("ListUserPolicies", paginateListUserPolicies({ client }, { UserName }), namesOf);
  const groups = await all(
    "ListGroupsForUser",
    paginateListGroupsForUser({ client }, { UserName }),
    ({ Groups = [] }) => Groups,
  );
  return {
    arn: user.Arn ?? "",
    policies: [
      ...(await mapSequentially(attached, ({ PolicyArn }) => managedPolicy(client, PolicyArn))),
      ...(await mapSequentially(inline, async (PolicyName) => {
        const { PolicyDocument } = await client.send(new GetUserPolicyCommand({ UserName, PolicyName }));
        return { name: PolicyName, document: decoded(PolicyDocument) };
      })),
      ...(await mapSequentially(groups, ({ GroupName = "" }) => groupPolicies(client, GroupName))).flat(),
    ],
    ...(await boundaryOf(client, user.PermissionsBoundary?.PermissionsBoundaryArn)),
  };
}

async function groupPolicies(client: IAMClient, GroupName: string): Promise<NamedPolicy[]> {
  const attached = await all(
    "ListAttachedGroupPolicies",
    paginateListAttachedGroupPolicies({ client }, { GroupName }),
    attachedOf,
  );
  const inline = await all("ListGroupPolicies", paginateListGroupPolicies({ client }, { GroupName }), namesOf);
  return [
    ...(await mapSequentially(attached, ({ PolicyArn }) => managedPolicy(client, PolicyArn))),
    ...(await mapSequentially(inline, async (PolicyName) => {
      const { PolicyDocument } = await client.send(new GetGroupPolicyCommand({ GroupName, PolicyName }));
      return { name: `${PolicyName} of group ${GroupName}`, document: decoded(PolicyDocument) };
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

function attachedOf({ AttachedPolicies = [] }: { readonly AttachedPolicies?: AttachedPolicy[] }): AttachedPolicy[] {
  return AttachedPolicies;
}

function namesOf({ PolicyNames = [] }: { readonly PolicyNames?: string[] }): string[] {
  return PolicyNames;
}

async function all<P extends { readonly Marker?: string | undefined }, T>(
  call: string,
  paginator: AsyncIterable<P>,
  itemsOf: (page: P) => readonly T[],
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages(call, paginator)) items.push(...itemsOf(page));
  return items;
}

/** Sequential, because a principal has few policies and IAM throttles early. */
async function mapSequentially<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await read(item));
  return results;
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof Error && cause.name.startsWith("NoSuchEntity")) return undefined;
    throw cause;
  }
}
