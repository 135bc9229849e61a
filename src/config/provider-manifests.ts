import { parseArn, partitionOf, REGION } from "../domain/aws/arn";
import { checkRegion } from "../domain/aws/region";
import { error, quoteValue, warning, type Path, type Problem } from "../domain/problems/problem";
import { type ProviderDraft } from "./formats/draft";
import { checkTags } from "../domain/aws/tags";
import { located, type LocatedProblem } from "./problems";
import { type RoleFromManifest } from "./resolve-operator";

/** Settings of the environment's file that an `AWSProvider` has too. */
export interface StatedSettings {
  readonly account?: string;
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The operator's role in the environment's file. @default - read from the manifests */
  readonly roleName?: string;
  readonly path?: string;
  /** URL of ECR's endpoint in the environment's `provider`. @default - AWS's own */
  readonly endpoint?: string;
}

export interface AppliedManifests {
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly role?: RoleFromManifest;
  readonly problems: readonly LocatedProblem[];
}

/** Fills in missing settings from the `AWSProvider` manifests, which must agree with the environment and with each other. */
export function applyProviderManifests(providers: readonly ProviderDraft[], stated: StatedSettings): AppliedManifests {
  const problems: LocatedProblem[] = [];
  let { region } = stated;
  let role: RoleFromManifest | undefined;
  const tags: Record<string, string> = { ...stated.tags };
  for (const { document, name, spec } of providers) {
    const report: Report = (path, problem) => {
      const message = `AWSProvider ${name}: ${problem.message}`;
      problems.push(...located(document, ["spec", ...path], [{ ...problem, message, at: [] }]));
    };
    if (region !== undefined && REGION.test(spec.region) && spec.region !== region) {
      const message = `expected the environment's region, ${region}, found ${quoteValue(spec.region)}`;
      report(["region"], error("manifest/region", [], message));
    }
    for (const problem of checkRegion(spec.region, "manifest/region", []))
      report(["region"], { ...problem, rule: "manifest/region" });
    if (REGION.test(spec.region)) region ??= spec.region;
    for (const [key, value] of Object.entries(spec.defaultTags ?? {})) {
      if (tags[key] !== undefined && tags[key] !== value) {
        const message = `expected ${quoteValue(tags[key])}, as in the environment, found ${quoteValue(value)}`;
        report(["defaultTags", key], error("manifest/tags", [], message));
      }
      tags[key] ??= value;
    }
    problems.push(...located(document, ["spec", "defaultTags"], checkTags(spec.defaultTags ?? {})));
    if (spec.roleARN !== undefined) {
      const wanted = { roleName: role?.roleName ?? stated.roleName, path: role?.path ?? stated.path };
      const { found, faults } = roleOf(spec.roleARN, { ...stated, region }, wanted);
      for (const message of faults) report(["roleARN"], error("manifest/role", [], message));
      role ??= found;
    }
    reportUnsupported(spec, stated.endpoint, report);
  }
  return { region, tags, role, problems };
}

type Report = (path: Path, problem: Problem) => void;

/**
 * Warns about settings that Terraform ignores, and about settings that the operator's page describes but its code does
 * not support.
 */
function reportUnsupported(spec: ProviderDraft["spec"], endpoint: string | undefined, report: Report): void {
  if (spec.endpoint !== undefined && spec.endpoint !== endpoint) {
    const expected = endpoint === undefined ? "no endpoint" : `the environment's endpoint, ${quoteValue(endpoint)}`;
    const message = `expected ${expected}, found ${quoteValue(spec.endpoint)}, which Terraform ignores. To use it, write provider: { endpoints: { ecr: ${quoteValue(spec.endpoint)} } } in the environment`;
    report(["endpoint"], warning("manifest/endpoint", [], message));
  }
  if (spec.assumeRoleARN !== undefined) {
    const message =
      "expected roleARN, found assumeRoleARN. With assumeRoleARN, the operator fails for every repository. Use roleARN and the ServiceAccount's annotation";
    report(["assumeRoleARN"], warning("manifest/assume-role", [], message));
  }
  for (const key of ["credentialsSecret", "accessKeyIDRef", "secretAccessKeyRef"] as const) {
    if (spec[key] === undefined) continue;
    const message = "expected roleARN, found static credentials, which Terraform ignores. Remove them";
    report([key], warning("manifest/static-credentials", [], message));
  }
}

/** The role of a manifest, and what is wrong with it. */
function roleOf(
  text: string,
  stated: StatedSettings,
  wanted: { readonly roleName?: string; readonly path?: string },
): { readonly found?: RoleFromManifest; readonly faults: readonly string[] } {
  const arn = parseArn(text);
  const match = /^role(\/(?:.+\/)?)([^/]+)$/.exec(arn?.resource ?? "");
  if (arn?.service !== "iam" || match === null)
    return {
      faults: [`expected a role's ARN (arn:<partition>:iam::<account>:role/<name>), found ${quoteValue(text)}`],
    };
  const [, path = "/", roleName = ""] = match;
  const faults: string[] = [];
  if (stated.account !== undefined && arn.account !== stated.account)
    faults.push(`expected a role in the environment's account, ${stated.account}, found one in ${arn.account}`);
  if (stated.region !== undefined && arn.partition !== partitionOf(stated.region))
    faults.push(
      `expected a role in ${partitionOf(stated.region)}, the partition of region ${stated.region}, found one in ${arn.partition}`,
    );
  if (wanted.roleName !== undefined && (wanted.roleName !== roleName || (wanted.path ?? "/") !== path))
    faults.push(
      `expected the environment's role, ${(wanted.path ?? "/").slice(1)}${wanted.roleName}, found ${path.slice(1)}${roleName}`,
    );
  return { found: { roleName, path }, faults };
}
