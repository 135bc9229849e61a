import { parseArn, partitionOf, REGION } from "../domain/aws/arn";
import { checkRegion } from "../domain/aws/region";
import { error, quoteValue, warning, type Path, type Problem } from "../domain/problems/problem";
import { type ProviderDraft } from "./formats/draft";
import { checkTags } from "../domain/aws/tags";
import { located, type LocatedProblem } from "./problems";
import { type RoleFromManifest } from "./resolve-operator";

/** What the environment's own file says of the things that an `AWSProvider` says too. */
export interface StatedSettings {
  readonly account?: string;
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The role that the environment names; `undefined` leaves it to the manifests. */
  readonly roleName?: string;
  readonly path?: string;
}

export interface AppliedManifests {
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly role?: RoleFromManifest;
  readonly problems: readonly LocatedProblem[];
}

/** Lets the `AWSProvider` manifests fill what the environment leaves open; where it does not, they must agree with it and each other. */
export function applyProviderManifests(providers: readonly ProviderDraft[], stated: StatedSettings): AppliedManifests {
  const problems: LocatedProblem[] = [];
  let { region } = stated;
  let role: RoleFromManifest | undefined;
  const tags: Record<string, string> = { ...stated.tags };
  for (const { document, name, spec } of providers) {
    const say = (path: Path, make: typeof error, rule: string, message: string): void => {
      problems.push(...located(document, ["spec", ...path], [make(rule, [], `AWSProvider ${name}: ${message}`)]));
    };
    if (region !== undefined && REGION.test(spec.region) && spec.region !== region) {
      say(
        ["region"],
        error,
        "manifest/region",
        `region ${quoteValue(spec.region)}; the environment is in ${region}. One environment is one region`,
      );
    }
    for (const { severity, message } of checkRegion(spec.region, "manifest/region", [])) {
      say(["region"], severity === "error" ? error : warning, "manifest/region", message);
    }
    if (REGION.test(spec.region)) region ??= spec.region;
    for (const [key, value] of Object.entries(spec.defaultTags ?? {})) {
      if (tags[key] !== undefined && tags[key] !== value) {
        say(
          ["defaultTags", key],
          error,
          "manifest/tags",
          `defaultTags.${key} is ${quoteValue(value)}; the environment has ${quoteValue(tags[key])}. Let them agree`,
        );
      }
      tags[key] ??= value;
    }
    problems.push(...located(document, ["spec", "defaultTags"], checkTags(spec.defaultTags ?? {})));
    if (spec.roleARN !== undefined) {
      const wanted = { roleName: role?.roleName ?? stated.roleName, path: role?.path ?? stated.path };
      const { found, faults } = roleOf(spec.roleARN, { ...stated, region }, wanted);
      faults.forEach((fault) => {
        say(["roleARN"], error, fault.rule, fault.message);
      });
      role ??= found;
    }
    sayWhatDoesNotWork(spec, say);
  }
  return { region, tags, role, problems };
}

type Say = (path: Path, make: typeof error, rule: string, message: string) => void;

/** Settings of an `AWSProvider` that the operator's page describes and its code does not honour. */
function sayWhatDoesNotWork(spec: ProviderDraft["spec"], say: Say): void {
  if (spec.assumeRoleARN !== undefined) {
    say(
      ["assumeRoleARN"],
      warning,
      "manifest/assume-role",
      "assumeRoleARN makes the operator fail at every repository; use roleARN and the ServiceAccount's annotation",
    );
  }
  for (const key of ["credentialsSecret", "accessKeyIDRef", "secretAccessKeyRef"] as const) {
    if (spec[key] === undefined) continue;
    say(
      [key],
      warning,
      "manifest/static-credentials",
      `${key} is left out: static credentials are no business of Terraform's, and roleARN needs none`,
    );
  }
}

function roleOf(
  text: string,
  stated: StatedSettings,
  wanted: { readonly roleName?: string; readonly path?: string },
): { found?: RoleFromManifest; faults: Problem[] } {
  const arn = parseArn(text);
  const match = /^role(\/(?:.+\/)?)([^/]+)$/.exec(arn?.resource ?? "");
  if (arn?.service !== "iam" || match === null) {
    return {
      faults: [
        error(
          "manifest/role",
          [],
          `roleARN ${quoteValue(text)} is no role; write arn:<partition>:iam::<account>:role/<name>`,
        ),
      ],
    };
  }
  const [, path = "/", roleName = ""] = match;
  const faults: Problem[] = [];
  if (stated.account !== undefined && arn.account !== stated.account) {
    faults.push(
      error("manifest/role", [], `roleARN is of account ${arn.account}; the environment is account ${stated.account}`),
    );
  }
  if (stated.region !== undefined && arn.partition !== partitionOf(stated.region)) {
    faults.push(
      error(
        "manifest/role",
        [],
        `roleARN is of the partition ${arn.partition}; ${stated.region} is in ${partitionOf(stated.region)}`,
      ),
    );
  }
  if (wanted.roleName !== undefined && (wanted.roleName !== roleName || (wanted.path ?? "/") !== path)) {
    faults.push(
      error(
        "manifest/role",
        [],
        `roleARN names the role ${path.slice(1)}${roleName}; the environment's is ${(wanted.path ?? "/").slice(1)}${wanted.roleName}. Let them agree`,
      ),
    );
  }
  return { found: { roleName, path }, faults };
}
