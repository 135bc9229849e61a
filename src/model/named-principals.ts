import { documentPrincipals, type PolicyDocument } from "../domain/iam/policy";
import { type Environment } from "./environment";

/**
 * Every principal that must exist before AWS accepts the environment's registry: principals of policies and grants, and the
 * roles that ECR assumes.
 */
export function namedPrincipals({ repositories, registry }: Environment): ReadonlySet<string> {
  const templates = registry?.creationTemplates ?? [];
  const policies: readonly (PolicyDocument | undefined)[] = [
    ...repositories.map(({ repositoryPolicy }) => repositoryPolicy),
    ...templates.map(({ repositoryPolicy }) => repositoryPolicy),
    registry?.policy,
  ];
  const roles = [...templates, ...(registry?.pullThroughCache ?? [])].flatMap(
    ({ customRoleArn }) => customRoleArn ?? [],
  );
  return new Set([
    ...policies.flatMap((policy) => (policy === undefined ? [] : documentPrincipals(policy))),
    ...repositories.flatMap(({ pullPrincipals, pushPrincipals }) => [...pullPrincipals, ...pushPrincipals]),
    ...repositories.flatMap(({ grants = [] }) => grants.flatMap(({ principals }) => principals)),
    ...roles,
  ]);
}
