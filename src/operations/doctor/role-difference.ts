import { type PolicyDocument } from "../../domain/iam/policy";
import { clusterSid, issuerName } from "../../domain/operator/clusters";
import { type TrustedProvider } from "../../domain/operator/trust-policy";
import { listText } from "../../domain/text/format";
import { cause, ok, type Diagnosis } from "./diagnosis";
import { type ClusterIdentity, type DeployedRole } from "./operator-facts";
import { isSameDocument } from "./same-document";

/** What is declared of a role. */
interface DeclaredRole {
  /** @default - unknown */
  readonly trust: PolicyDocument | undefined;
  readonly policies: readonly PolicyDocument[];
  /** ARN of the permissions boundary. @default - none */
  readonly boundary: string | undefined;
}

/** The check that a role in IAM is as declared. */
interface RoleCheck {
  readonly environment: string;
  readonly area: "operator" | "workflow" | "workload";
  /** @default - the environment's only role of the area */
  readonly about?: string;
}

/** Checks that a role that works is also as declared. */
export function diagnoseDifference(
  { environment, area, about }: RoleCheck,
  role: DeployedRole,
  declared: DeclaredRole,
): Diagnosis {
  const differences = roleDifferences(role, declared);
  if (differences.length === 0) return ok(`${area}/role`, about, `${role.arn} is as declared`);
  const evidence = `${role.arn} differs from its declaration: ${differences.join("; ")}`;
  const fix = `review with npx cdktf diff ${environment}-access, then fix with ${deployAccess(environment)}. Policies that Terraform does not manage must be detached by hand`;
  return cause(`${area}/role-differs`, about, evidence, fix);
}

/** How a role in IAM differs from its declaration, as parts of a sentence. */
function roleDifferences(role: DeployedRole, { trust, policies, boundary }: DeclaredRole): string[] {
  const differences: string[] = [];
  if (trust !== undefined && !isSameDocument(role.trust, trust)) differences.push("its trust policy differs");
  const missing = policies.filter((policy) => !role.policies.some(({ document }) => isSameDocument(document, policy)));
  const more = role.policies.filter(({ document }) => !policies.some((policy) => isSameDocument(document, policy)));
  if (missing.length > 0)
    differences.push(
      policies.length === 1
        ? "the declared policy is missing or differs"
        : `of the ${policies.length} declared policies, ${missing.length} ${missing.length === 1 ? "is missing or differs" : "are missing or differ"}`,
    );
  if (more.length > 0)
    differences.push(
      `${listText(more.map(({ name }) => name))} ${more.length === 1 ? "does" : "do"} not match any declared policy`,
    );
  if (role.boundary?.name !== boundary)
    differences.push(`expected permissions boundary ${boundary ?? "none"}, found ${role.boundary?.name ?? "none"}`);
  return differences;
}

/** The OIDC providers in the declared trust policy of clusters; `undefined` if an issuer or a provider is unknown. */
export function declaredProviders(identities: readonly ClusterIdentity[]): TrustedProvider[] | undefined {
  const found = identities.flatMap(({ cluster, issuer, provider }) =>
    issuer.known && issuer.value !== undefined && provider.known && provider.value !== undefined
      ? [{ sid: clusterSid(cluster), issuer: issuerName(issuer.value), providerArn: provider.value.arn }]
      : [],
  );
  return found.length === identities.length ? found : undefined;
}

/** The command that deploys the roles of an environment. */
export function deployAccess(environment: string): string {
  return `npx cdktf deploy ${environment}-access`;
}

/** What to do about a trust policy that is not as declared. */
export function deployTrust(environment: string): string {
  return `deploy the declared trust policy: ${deployAccess(environment)}`;
}
