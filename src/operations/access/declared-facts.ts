import { roleArn } from "../../domain/aws/arn";
import { PUSH_POLICY_NAME } from "../../domain/ci/permissions";
import { CI_ROLE_DEFAULTS, rolePermissions } from "../../domain/ci/role-settings";
import { unknown } from "../../domain/iam/evaluation/truth";
import { planPolicies } from "../../domain/operator/plan-policies";
import { policyName } from "../../domain/operator/role-settings";
import { workloadPermissions } from "../../domain/workloads/policies";
import { WORKLOAD_ROLE_DEFAULTS, type WorkloadKind } from "../../domain/workloads/settings";
import { sentPolicy } from "../../domain/repository/differences/compare-with-aws";
import { type Environment } from "../../model/environment";
import { operatorRoleSettings } from "../../model/operator-parts";
import { type AccessFacts, type RegistryFacts, type RoleFacts } from "./facts";

/** The fact on which a registry policy depends if its scope is unknown. */
export const SCOPE_IN_FORCE = "REGISTRY_POLICY_SCOPE is V2";

/**
 * The policies that an environment declares.
 * @param others the project's other environments: one of them may declare the settings of the same registry
 */
export function declaredFacts(environment: Environment, others: readonly Environment[] = []): AccessFacts {
  const { location, repositories, tags } = environment;
  const registry = declaredRegistry(environment, others);
  return {
    location,
    repositories: repositories.map((declared) => {
      const policy = sentPolicy(declared, environment);
      return {
        repositoryName: declared.repositoryName,
        // A repository's own tags replace the environment's.
        tags: { ...tags, ...declared.tags },
        ...(policy === undefined ? {} : { policy }),
      };
    }),
    roles: declaredRoles(environment),
    ...(registry === undefined ? {} : { registry }),
  };
}

/** The roles that an environment declares: those of its workflows, the operator's, and those of workloads. */
export function declaredRoles(environment: Environment): RoleFacts[] {
  const { ciRoles, location } = environment;
  const workflows = ciRoles.map((settings): RoleFacts => {
    const { roleName, path = CI_ROLE_DEFAULTS.path, permissionsBoundary } = settings;
    return {
      arn: roleArn(location, roleName, path),
      purpose: "CI role",
      policies: [{ name: settings.access ?? PUSH_POLICY_NAME, document: rolePermissions({ ...settings, location }) }],
      ...boundaryOf(permissionsBoundary),
    };
  });
  return [...workflows, ...operatorRole(environment), ...workloadRoles(environment)];
}

const PURPOSES = {
  nodes: "role of nodes",
  fargate: "role of Fargate",
  ecsTaskExecution: "task execution role",
  serviceAccount: "role of pods",
  existing: "existing role",
} as const satisfies Record<WorkloadKind, string>;

function workloadRoles({ workloadRoles: declared = [], location }: Environment): RoleFacts[] {
  const existing = new Map<string, RoleFacts>();
  const made = declared.flatMap((settings): RoleFacts[] => {
    const { roleName, path = WORKLOAD_ROLE_DEFAULTS.path, permissionsBoundary, trust } = settings;
    const purpose = PURPOSES[trust.kind];
    const policies = [{ name: roleName, document: workloadPermissions({ ...settings, location }) }];
    if (trust.kind !== "existing")
      return [{ arn: roleArn(location, roleName, path), purpose, policies, ...boundaryOf(permissionsBoundary) }];
    for (const name of trust.roles) {
      const arn = roleArn(location, name);
      const all = [...(existing.get(arn)?.policies ?? []), ...policies];
      existing.set(arn, { arn, purpose, policies: all, hasOthers: true });
    }
    return [];
  });
  return [...made, ...existing.values()];
}

function operatorRole({ operator, name, location, clusters, repositories }: Environment): RoleFacts[] {
  if (operator === undefined) return [];
  const declared = repositories.map(({ repositoryName }) => repositoryName);
  const settings = operatorRoleSettings(operator, { environment: name, location, clusters, declared });
  const { roleName, path, permissionsBoundary } = operator;
  return [
    {
      arn: roleArn(location, roleName, path),
      purpose: "operator's role",
      policies: planPolicies(settings).documents.map((document, index) => ({
        name: policyName(roleName, index + 1),
        document,
      })),
      ...boundaryOf(permissionsBoundary),
    },
  ];
}

function boundaryOf(name: string | undefined): Pick<RoleFacts, "boundary"> {
  return name === undefined ? {} : { boundary: { name } };
}

function declaredRegistry(environment: Environment, others: readonly Environment[]): RegistryFacts | undefined {
  const { account, region } = environment.location;
  const registries = [environment, ...others].flatMap(({ location, registry }) =>
    registry !== undefined && location.account === account && location.region === region ? [registry] : [],
  );
  const document = registries.find(({ policy }) => policy !== undefined)?.policy;
  if (document === undefined) return undefined;
  const [scope] = registries.flatMap(({ accountSettings }) => accountSettings?.REGISTRY_POLICY_SCOPE ?? []);
  return { document, inForce: scope === undefined ? unknown(SCOPE_IN_FORCE) : scope === "V2" };
}
