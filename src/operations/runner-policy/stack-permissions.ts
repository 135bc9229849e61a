import { publicRepositoryArn, repositoryArn } from "../../domain/aws/arn";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { publicNameOf } from "../../domain/public-repositories/settings";
import { dependentPermissions, ofAlias, retiredManagedGrants } from "./dependent-permissions";
import { type Permission } from "./permission";
import { DATA_SOURCE_ACTIONS } from "./data-source-actions";
import { RESOURCE_ACTIONS, type ProviderActions } from "./provider-actions";
import { arnsOf } from "./resource-arns";
import { rolePermissions } from "./role-permissions";
import { literalOf, type Block, type SynthesizedStack } from "./stack";
import { SID_VERBS, typePermissions } from "./type-permissions";

/**
 * The permissions that Terraform needs for a stack's resources and data sources.
 * @throws Error if a type is not in the tables
 */
export function stackPermissions(stack: SynthesizedStack): Permission[] {
  // Types of other providers, such as `kubernetes_annotations`, make no calls to AWS.
  const blocks = [...stack.blocks.values()].filter(({ type }) => type.startsWith("aws_"));
  return [
    ...blocks.flatMap((block) =>
      block.kind === "data" ? dataSourcePermissions(block, stack) : resourcePermissions(block, stack),
    ),
    ...formerRepositories(stack),
  ];
}

function resourcePermissions(block: Block, stack: SynthesizedStack): Permission[] {
  const actions = RESOURCE_ACTIONS[block.type];
  if (actions === undefined) throw unknownType(block);
  const own = actions.subject === "Roles" ? rolePermissions(block, stack) : typePermissions(block, actions, stack);
  return [...own, ...dependentPermissions(block, stack)];
}

function dataSourcePermissions(block: Block, stack: SynthesizedStack): Permission[] {
  if (!(block.type in DATA_SOURCE_ACTIONS)) throw unknownType(block);
  const actions = DATA_SOURCE_ACTIONS[block.type];
  if (actions === undefined) return [];
  const { subject, read, list = [] } = actions;
  const alias = block.type === "aws_kms_alias" ? literalOf(block.body["name"]) : undefined;
  return [
    ...(list.length === 0
      ? []
      : [{ sid: `List${subject}`, operation: "read" as const, actions: list, resources: ["*"] }]),
    {
      ...{ sid: `Read${subject}`, operation: "read", actions: read, resources: arnsOf(subject, block, stack) },
      condition: alias === undefined ? undefined : ofAlias(alias),
    },
  ];
}

/** Repositories that are no longer declared: Terraform reads them, and deletes those that are released. */
function formerRepositories(stack: SynthesizedStack): Permission[] {
  const { released, removed } = stack;
  const isPrivate = (name: string): boolean => publicNameOf(name) === undefined && name !== REGISTRY_KEY;
  return [
    ...formerPermissions(stack, "Repositories", "read", [...released, ...removed].filter(isPrivate)),
    ...formerPermissions(stack, "Repositories", "delete", released.filter(isPrivate)),
    ...formerPermissions(stack, "PublicRepositories", "read", [...released, ...removed].flatMap(publicNames)),
    ...formerPermissions(stack, "PublicRepositories", "delete", released.flatMap(publicNames)),
    // How they are encrypted is no longer declared.
    ...(released.some(isPrivate) ? [retiredManagedGrants(stack)] : []),
  ];
}

function publicNames(name: string): string[] {
  const publicName = publicNameOf(name);
  return publicName === undefined ? [] : [publicName];
}

function formerPermissions(
  { location }: SynthesizedStack,
  subject: "Repositories" | "PublicRepositories",
  operation: "read" | "delete",
  names: readonly string[],
): Permission[] {
  if (names.length === 0) return [];
  const types = Object.values(RESOURCE_ACTIONS).filter((type) => type.subject === subject);
  const actions = types.flatMap((type: ProviderActions) => type[operation]);
  const arnOfName = subject === "Repositories" ? repositoryArn : publicRepositoryArn;
  const resources = names.map((name) => arnOfName(location, name));
  return [{ sid: `${SID_VERBS[operation]}${subject}`, operation, actions, resources }];
}

function unknownType({ kind, type }: Block): Error {
  return new Error(
    `expected a ${kind === "data" ? "data source" : "resource"} whose AWS actions are known, found ${type}. Add it to src/operations/runner-policy/provider-actions.ts`,
  );
}
