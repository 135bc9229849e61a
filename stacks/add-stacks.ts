import { type App } from "cdktf";
import { namesKey } from "../src/domain/registry/key";
import { namedPrincipals } from "../src/model/named-principals";
import { operatorServiceAccountSettings } from "../src/model/operator-parts";
import { registryParts, type RegistryPart } from "../src/model/registry-parts";
import { hasRoles, isDeployedBefore } from "../src/model/stack-kinds";
import { AccessStack } from "./access-stack";
import { ClusterStack } from "./cluster-stack";
import { type EnvironmentStackProps } from "./environment-stack";
import { RegistryStack } from "./registry-stack";
import { withoutTokenTraces } from "./without-token-traces";

/** Adds an environment's stacks: registry, roles, and the ServiceAccounts that Terraform manages. */
export function addStacks(app: App, props: EnvironmentStackProps): void {
  withoutTokenTraces(() => {
    add(app, props);
  });
}

function add(app: App, props: EnvironmentStackProps): void {
  const { environment, projectFolder } = props;
  const { name, location, operator, clusters } = environment;
  const registries = registryParts(environment).map((part) => ({
    part,
    stack: new RegistryStack(app, { part, projectFolder }),
  }));
  deployCopiesFirst(registries);
  deployKeysFirst(registries);
  if (!hasRoles(environment)) return;
  const access = new AccessStack(app, props);
  // Stacks of clusters are not planned in reviews, because that needs access to the cluster.
  access.allowPlans([...registries.map(({ stack }) => stack), access]);
  // ECR rejects a policy that names a principal that does not exist yet.
  for (const { part, stack } of registries) {
    const named = namedPrincipals(part.environment);
    if (access.roleArns.some((arn) => named.has(arn))) stack.addDependency(access);
  }
  if (operator === undefined) return;
  const serviceAccount = operatorServiceAccountSettings(operator, { environment: name, location });
  if (serviceAccount === undefined) return;
  for (const cluster of clusters) {
    new ClusterStack(app, { ...props, cluster, serviceAccount }).addDependency(access);
  }
}

/** A registry stack, and what it has. */
interface Registry {
  readonly part: RegistryPart;
  readonly stack: RegistryStack;
}

/** The stacks of groups look up the alias of the registry's key, which another stack of their region creates. */
function deployKeysFirst(registries: readonly Registry[]): void {
  for (const { part, stack: owner } of registries) {
    const { registry, location } = part.environment;
    if (registry?.key === undefined) continue;
    for (const { part: other, stack } of registries) {
      const { location: place, repositories } = other.environment;
      const usesKey = repositories.some((it) => namesKey(it.encryptionConfiguration.kmsKey, registry.key));
      if (stack !== owner && place.region === location.region && usesKey) stack.addDependency(owner);
    }
  }
}

/**
 * ECR creates a missing copy itself when it replicates an image, with its defaults, and Terraform could then no longer create it. So
 * each copy is deployed before its repository, and all of them before the replication.
 */
function deployCopiesFirst(registries: readonly Registry[]): void {
  const copies = registries.filter(({ part }) => part.environment.regional === "copy");
  for (const { part, stack } of registries) {
    if (part.environment.regional !== "main") continue;
    for (const copy of copies) if (isDeployedBefore(copy.part.kind, part.kind)) stack.addDependency(copy.stack);
  }
}
