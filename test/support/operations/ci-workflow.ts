import { type ReviewWorkflowSettings } from "../../../src/operations/ci-workflow/review-settings";
import { ciRepositories, type CiDeclaration } from "../../../src/domain/ci/workflow-repositories";
import { type CiWorkflowSettings } from "../../../src/domain/ci/workflow-settings";

export const API: CiDeclaration = {
  repositoryName: "team/api",
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
};

/** What a workflow for one immutable repository is made from, to change parts of. */
export function settings(
  parts: Partial<CiWorkflowSettings> = {},
  ...declarations: readonly CiDeclaration[]
): CiWorkflowSettings {
  return {
    location: { account: "111122223333", region: "eu-west-1" },
    repositories: ciRepositories(declarations.length === 0 ? [API] : declarations),
    roleArn: "arn:aws:iam::111122223333:role/push",
    branch: "main",
    gate: { failOn: ["CRITICAL", "HIGH"], waitSeconds: 600, scanning: "basic" },
    gitlabUrl: "https://gitlab.com",
    command: "ci github dev",
    ...parts,
  };
}

/** Several platforms, attestations, a cache and a deployment. */
export const EVERYTHING: Partial<CiWorkflowSettings> = {
  repositories: [
    {
      ...{ name: "team/api", context: ".", movingTags: ["latest"], startScan: false },
      cache: { repositoryName: "team/api", tag: "buildcache", notes: [] },
    },
  ],
  build: { platforms: ["linux/amd64", "linux/arm64"], provenance: "min", sbom: true, cache: "registry" },
  deploy: { command: './deploy.sh "$IMAGE"', environment: "production" },
};

/** The settings of a review. @param signedIn environments with a role that lists images */
export function reviewSettings(...signedIn: readonly string[]): ReviewWorkflowSettings {
  const location = { account: "111122223333", region: "eu-west-1" };
  return {
    named: [],
    folder: "",
    environments: [
      { name: "local", location, plan: "backend", namesCredentials: false },
      ...signedIn.map((name) => ({
        ...{ name, location, roleArn: `arn:aws:iam::111122223333:role/${name}-review` },
        ...{ plan: { hasClusters: false, namesCredentials: false }, namesCredentials: false },
      })),
    ],
    failOn: "high",
    generates: false,
    gitlabUrl: "https://gitlab.com",
    command: "ci review github",
  };
}
