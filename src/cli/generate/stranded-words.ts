import { type AwsLocation } from "../../domain/aws/arn";
import { RETAINING_POLICIES } from "../../domain/repository/retention";
import { countText, listText } from "../../domain/text/format";
import { FOLDERS } from "../support/tree";
import { type GuardedRepository } from "./stranded-repositories";

interface Move {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** What happens to a repository whose group has changed, and what to do. */
export function describeRegrouped({ name, from, to }: Move, environment: string): string {
  return `${name} moves from the stack ${environment}-${from} to ${environment}-${to}. Until imports lists the repository with its old stack, the old stack's plan deletes the repository or is rejected, and the new stack cannot create it. Run npx ecr groups ${environment} --write (docs/groups.md). ${deleteFolder(from, environment)}`;
}

/** What happens to a repository under `removed` or `released` whose group has changed, and what to do. */
export function describeMisplaced({ name, from, to }: Move, environment: string): string {
  return `${name} is in the stack ${environment}-${from}, but its group has changed, so removed and released apply to ${environment}-${to}, whose state does not contain the repository. Keep the repository in its previous group until ${environment}-${from} is deployed (docs/groups.md).`;
}

/** What happens to the repositories of a group that is no longer declared, and what to do. */
export function describeAbandonedStack(
  { stack, names }: { readonly stack: string; readonly names: readonly string[] },
  environment: string,
): string {
  return `${environment}-${stack} is no longer a stack, but its state may still contain ${countOf(names)}. Without the stack, Terraform neither deletes these repositories nor removes them from the state. Restore the group, deploy it without these repositories, and only then remove the group (docs/groups.md). ${deleteFolder(stack, environment)}`;
}

/** What happens to the repositories of a region that is no longer declared, and what to do. */
export function describeAbandonedRegion(
  {
    stack,
    region,
    repositories,
  }: { readonly stack: string; readonly region: string; readonly repositories: readonly GuardedRepository[] },
  environment: string,
): string {
  const retained = namesOf(repositories.filter(({ isRetained }) => isRetained));
  const kept =
    retained.length === 0
      ? ""
      : ` Terraform does not destroy ${listText(retained)}, because of deletionPolicy ${RETAINING_POLICIES}.`;
  return `${region} is no longer a region of ${environment}, but the state of ${environment}-${stack} may still contain ${countOf(namesOf(repositories))}. Restore the region, destroy its stacks, and only then remove the region (docs/regions.md).${kept} ${deleteFolder(stack, environment)}`;
}

/** What happens to the repositories of an environment whose account or region has changed, and what to do. */
export function describeMovedPlace(
  {
    from,
    to,
    repositories,
  }: { readonly from: AwsLocation; readonly to: AwsLocation; readonly repositories: readonly GuardedRepository[] },
  environment: string,
): string {
  const isOfAccount = from.account !== to.account;
  const [old, now] = isOfAccount ? [`account ${from.account}`, `account ${to.account}`] : [from.region, to.region];
  const found = `${environment} moves from ${old} to ${now}, but its states may still contain ${countOf(namesOf(repositories))} in ${old}.`;
  const folder = `If nothing is deployed in ${old}, delete ${FOLDERS.environment}/${environment}.`;
  if (isOfAccount)
    return `${found} The next apply leaves these repositories in ${old}, unmanaged, and creates all of them in ${now}. Declare a separate environment for ${now}. ${folder}`;
  const forced = namesOf(repositories.filter(({ forceDelete }) => forceDelete));
  const retained = namesOf(repositories.filter(({ isRetained }) => isRetained));
  const consequences = [
    `Depending on the version of the AWS provider, the next apply leaves these repositories in ${old}, unmanaged, or replaces them.`,
    ...(forced.length === 0 ? [] : [`A replacement deletes the images of ${listText(forced)} (forceDelete).`]),
    ...(retained.length === 0
      ? []
      : [`Terraform rejects the replacement of ${listText(retained)} (deletionPolicy ${RETAINING_POLICIES}).`]),
  ];
  return `${found} ${consequences.join(" ")} Declare a separate environment for ${now}, or add it under regions (docs/regions.md). ${folder}`;
}

function namesOf(repositories: readonly GuardedRepository[]): string[] {
  return repositories.map(({ name }) => name);
}

function countOf(names: readonly string[]): string {
  return `${countText(names.length, "repository", "repositories")} (${listText(names)})`;
}

/** Only a person knows that a state is empty. */
function deleteFolder(stack: string, environment: string): string {
  return `If the state of ${environment}-${stack} is empty, delete ${FOLDERS.environment}/${environment}/${stack}.`;
}
