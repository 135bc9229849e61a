import { isDeepStrictEqual } from "node:util";
import { usesIrsa } from "../../domain/operator/clusters";
import { ROLE_ARN_ANNOTATION } from "../../domain/operator/instructions";
import { type WorkloadTrust } from "../../domain/workloads/settings";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";
import { changedKeys } from "./changed-keys";
import { environmentFinding, type Finding } from "./finding";

/**
 * Changes that Terraform makes and that no other finding names: policies that decide about none of the reviewed rights, and further
 * settings of roles.
 * @param found the other findings
 */
export function otherFindings(before: Environment, after: Environment, found: readonly Finding[]): Finding[] {
  const named = new Set(found.flatMap(({ repositories }) => repositories));
  const isPolicyReported =
    isDeepStrictEqual(before.registry?.policy, after.registry?.policy) ||
    found.some(({ kind }) => kind === "registry-access");
  return [
    ...policyFindings(before, after, named),
    ...listFindings(before, after, named),
    ...(isPolicyReported ? [] : [environmentFinding("registry-changed", "the registry policy changes")]),
    ...roleFindings(before, after, found),
    ...operatorSettingFindings(before, after, found),
  ];
}

/** What a repository's policy is made of. */
const POLICY = [
  "repositoryPolicy",
  "pullPrincipals",
  "pushPrincipals",
  "pull",
  "push",
] as const satisfies readonly (keyof RepositoryDeclaration)[];

function policyFindings(before: Environment, after: Environment, named: ReadonlySet<string>): Finding[] {
  const old = new Map(before.repositories.map((repository) => [repository.repositoryName, repository]));
  return after.repositories.flatMap((now) => {
    const was = old.get(now.repositoryName);
    if (was === undefined || named.has(now.repositoryName)) return [];
    if (POLICY.every((key) => isDeepStrictEqual(was[key], now[key]))) return [];
    const message = "its repository policy changes, but not who may pull, push, delete images or change the policy";
    return [{ kind: "policy-changed", repositories: [now.repositoryName], message }];
  });
}

/** Names that are listed under `removed` or `released` at one revision only: their guards are created or deleted. */
function listFindings(before: Environment, after: Environment, named: ReadonlySet<string>): Finding[] {
  const listed = ({ removed, released }: Environment): Set<string> => new Set([...removed, ...released]);
  const [old, now] = [listed(before), listed(after)];
  return [...new Set([...old, ...now])].flatMap((name) => {
    if (named.has(name) || old.has(name) === now.has(name)) return [];
    const message = now.has(name)
      ? "listed under removed or released"
      : "no longer listed under removed or released, so its guard leaves Terraform's state";
    return [{ kind: "setting-changed", repositories: [name], message }];
  });
}

/** Settings of roles whose changes are reported as trust, unless they only narrow it. */
const TRUST: ReadonlySet<string> = new Set([
  ...["source", "platform", "tokens", "githubUrl", "gitlabUrl", "allowBroad", "trust"],
]);

/** A CI role or a workload's role. */
interface Role {
  readonly roleName: string;
  readonly path?: string;
  /** Of a workload's role. */
  readonly trust?: WorkloadTrust;
}

function roleFindings(before: Environment, after: Environment, found: readonly Finding[]): Finding[] {
  // A role reads the scans that the registry makes, unless it says otherwise.
  const isScannedAlike = isDeepStrictEqual(before.registry?.scanning, after.registry?.scanning);
  return [
    ...changedRoles("CI role", before.ciRoles, after.ciRoles, found, isScannedAlike ? NONE : new Set(["scanning"])),
    ...changedRoles("workload role", before.workloadRoles ?? [], after.workloadRoles ?? [], found, NONE),
  ];
}

function changedRoles<T extends Role>(
  kind: string,
  before: readonly T[],
  after: readonly T[],
  found: readonly Finding[],
  without: ReadonlySet<string>,
): Finding[] {
  const keyOf = ({ roleName, path = "/" }: Role): string => `${path}${roleName}`;
  const roles = new Map(after.map((role) => [keyOf(role), role]));
  return before.flatMap((was) => {
    const now = roles.get(keyOf(was));
    const what = `${kind} ${was.roleName}`;
    if (now === undefined) {
      const details = ["Anything that assumes the role will fail after the deployment."];
      return [environmentFinding("access-lost", `${what} is deleted`, details)];
    }
    const isReported = found.some(({ message }) => message.startsWith(`${what}:`));
    const keys = changedKeys(was, now).filter((key) => !(isReported && TRUST.has(key)) && !without.has(key));
    return settingFindings(what, keys.sort(), annotationDetails(was, now));
  });
}

/** With IRSA, a pod gets a role by an annotation. EKS Pod Identity needs none. */
function annotationDetails(was: Role, now: Role): string[] {
  const trust = ({ trust: of }: Role): boolean => of?.kind === "serviceAccount" && of.clusters.some(usesIrsa);
  return trust(now) && !trust(was)
    ? [`Pods whose ServiceAccount does not have the annotation ${ROLE_ARN_ANNOTATION} lose the role.`]
    : [];
}

const NONE: ReadonlySet<string> = new Set();

/** Settings of the operator whose changes are reported as permissions or trust, unless they only narrow them. */
const OPERATOR: ReadonlySet<string> = new Set(["manages", "allowDelete", "serviceAccounts", "kmsKeyArns"]);

function operatorSettingFindings(before: Environment, after: Environment, found: readonly Finding[]): Finding[] {
  const [was, now] = [before.operator, after.operator];
  if (was === undefined || now === undefined) return [];
  const isReported = found.some(({ kind }) => kind === "operator-permissions" || kind === "operator-trust");
  const clusters = isDeepStrictEqual(before.clusters, after.clusters) ? [] : ["clusters"];
  const keys = changedKeys(was, now).filter((key) => !(isReported && OPERATOR.has(key)));
  return settingFindings("the operator", [...keys.sort(), ...clusters]);
}

/** What differs, for keys that are not written as such in an environment's files. */
const DERIVED: Readonly<Record<string, string>> = {
  source: "the projects and runs that may assume it",
  trust: "what may assume it",
  tokens: "the issuer or audience of the tokens",
  createRepositories: "the cached repositories that it may create",
  importRepositories: "the cached repositories that it may import images to",
  scannedOnRequest: "the repositories whose scans it may start",
};

function settingFindings(what: string, keys: readonly string[], details: readonly string[] = []): Finding[] {
  if (keys.length === 0) return [];
  const derived = keys.flatMap((key) => DERIVED[key] ?? []);
  const written = keys.filter((key) => DERIVED[key] === undefined);
  const parts = [
    ...(derived.length === 0 ? [] : [`changed: ${derived.join(", ")}`]),
    ...(written.length === 0 ? [] : [`changed settings: ${written.join(", ")}`]),
  ];
  return [environmentFinding("setting-changed", `${what}: ${parts.join("; ")}`, details)];
}
