import { oidcProviderArn } from "../../src/domain/ci/issuers";
import { isSame, mockedAws, refusedRuns, run, testFile, type Assertions } from "../kit/terraform-test";
import { type ModuleDocument } from "../kit/module-definition";
import {
  ACCEPTED_INPUTS,
  GITLAB_INPUTS,
  OIDC_INPUTS,
  MODULE_ONLY_INVALID_INPUTS,
  INVALID_INPUTS,
} from "./invalid-inputs";
import { TEST_LOCATION } from "../kit/invalid-input";
import { roleIssuer, rolePermissions, roleTrust, type CiRoleSettings } from "../../src/domain/ci/role-settings";

const MOCKED = mockedAws(TEST_LOCATION);

const API: CiRoleSettings = {
  location: TEST_LOCATION,
  roleName: ACCEPTED_INPUTS.name,
  platform: "github",
  source: { path: "acme/api", branch: "main" },
  repositories: ["team/api"],
};

const WORKFLOW_FILE = "acme/ci/.github/workflows/push.yaml@refs/heads/main";

/** The module's policies must equal those of the construct. */
function samePolicies(settings: CiRoleSettings): Assertions {
  const trust = roleTrust(settings, oidcProviderArn(TEST_LOCATION, roleIssuer(settings).issuer));
  return {
    "The trust policy must equal the construct's.": isSame("aws_iam_role.this[0].assume_role_policy", trust),
    "The permissions must equal the construct's.": isSame(
      "aws_iam_role_policy.this[0].policy",
      rolePermissions(settings),
    ),
  };
}

const PROFILE = "arn:aws:signer:us-east-1:444455556666:/signing-profiles/shared";

/** The module's test files. They run without AWS. */
export function moduleTests(): Readonly<Record<string, ModuleDocument>> {
  const runs = {
    required_inputs: run(ACCEPTED_INPUTS, samePolicies(API)),
    scans_on_request: run(
      {
        ...ACCEPTED_INPUTS,
        github: { repository: "acme/api", ids: "1/2", branch: "release" },
        repositories: ["team/", "team/api", "web"],
        scanned_on_request: ["web"],
      },
      samePolicies({
        ...API,
        source: { path: "acme/api", ids: "1/2", branch: "release" },
        repositories: ["team/", "team/api", "web"],
        scannedOnRequest: ["web"],
      }),
    ),
    gitlab_with_enhanced_scanning: run(
      { ...GITLAB_INPUTS, scanning: "enhanced", scanned_on_request: ["team/api"] },
      samePolicies({
        ...API,
        platform: "gitlab",
        gitlabUrl: "https://gitlab.example.com",
        source: { path: "acme/backend/api", branch: "release" },
        scanning: "enhanced",
        scannedOnRequest: ["team/api"],
      }),
    ),
    signs_with_profiles: run(
      { ...ACCEPTED_INPUTS, signing_profiles: ["release", PROFILE] },
      samePolicies({ ...API, signingProfiles: ["release", PROFILE] }),
    ),
    pulls_through_a_cache: run(
      {
        ...ACCEPTED_INPUTS,
        pull_repositories: ["quay/", "shared/base"],
        import_repositories: ["quay/"],
        create_repositories: ["quay/"],
      },
      samePolicies({
        ...API,
        pullRepositories: ["quay/", "shared/base"],
        importRepositories: ["quay/"],
        createRepositories: ["quay/"],
      }),
    ),
    many_runs: run(
      {
        ...ACCEPTED_INPUTS,
        github: {
          repository: "acme/api",
          ids: "1/2",
          formerly: "acme/old",
          branches: ["main", "release/*"],
          tags: ["v*"],
          environments: ["production"],
          workflow: "acme/ci/.github/workflows/push.yaml@refs/tags/v*",
          subjects: ["repo:acme/web:ref:refs/heads/main"],
        },
      },
      samePolicies({
        ...API,
        source: {
          path: "acme/api",
          ids: "1/2",
          formerly: "acme/old",
          branch: ["main", "release/*"],
          tag: ["v*"],
          environment: ["production"],
          workflow: "acme/ci/.github/workflows/push.yaml@refs/tags/v*",
          subjects: ["repo:acme/web:ref:refs/heads/main"],
        },
      }),
    ),
    reusable_workflow_of_an_organization: run(
      {
        ...ACCEPTED_INPUTS,
        github: { repository: "acme/*", workflow: WORKFLOW_FILE },
        allow_broad: "Only the reviewed workflow can push",
      },
      samePolicies({ ...API, source: { path: "acme/*", branch: "main", workflow: WORKFLOW_FILE }, allowBroad: "yes" }),
    ),
    enterprise_server_pulls_for_pull_requests: run(
      {
        ...ACCEPTED_INPUTS,
        oidc_provider_arn: oidcProviderArn(TEST_LOCATION, "github.example.com/_services/token"),
        github: { repository: "acme/api", pull_requests: true },
        access: "pull",
        pull_repositories: ["shared/base"],
      },
      samePolicies({
        ...API,
        source: { path: "acme/api", pullRequests: true },
        githubUrl: "https://github.example.com",
        access: "pull",
        pullRepositories: ["shared/base"],
      }),
    ),
    gitlab_with_protected_refs: run(
      {
        ...GITLAB_INPUTS,
        gitlab: {
          project: "acme/api",
          branches: ["*"],
          tags: ["v*"],
          protected_refs: true,
          deployment_tier: "production",
        },
        access: "scan",
      },
      samePolicies({
        ...API,
        platform: "gitlab",
        gitlabUrl: "https://gitlab.example.com",
        source: { path: "acme/api", branch: ["*"], tag: "v*", protectedRefs: true, deploymentTier: "production" },
        access: "scan",
      }),
    ),
    reviews_of_pull_requests: run(
      { ...ACCEPTED_INPUTS, github: { repository: "acme/registries", pull_requests: true }, access: "review" },
      samePolicies({ ...API, source: { path: "acme/registries", pullRequests: true }, access: "review" }),
    ),
    reviews_with_amazon_inspector: run(
      {
        ...{ ...ACCEPTED_INPUTS, github: { repository: "acme/registries", pull_requests: true } },
        ...{ access: "review", scanning: "enhanced" },
      },
      samePolicies({
        ...{ ...API, source: { path: "acme/registries", pullRequests: true } },
        ...{ access: "review", scanning: "enhanced" },
      }),
    ),
    another_issuer: run(
      OIDC_INPUTS,
      samePolicies({
        ...API,
        platform: "oidc",
        tokens: { issuer: "agent.buildkite.com", audience: OIDC_INPUTS.oidc.audience },
        source: { path: "acme/api", subjects: OIDC_INPUTS.oidc.subjects },
      }),
    ),
    no_scanning: run({ ...ACCEPTED_INPUTS, scanning: "none" }, samePolicies({ ...API, scanning: "none" })),
    create_is_false: run(
      { ...ACCEPTED_INPUTS, create: false },
      {
        "create = false must not create resources.":
          "length(aws_iam_role.this) + length(aws_iam_role_policy.this) == 0",
        "create = false must set outputs to null.": "output.role_arn == null",
      },
    ),
  };
  const refused = refusedRuns(ACCEPTED_INPUTS, [...INVALID_INPUTS, ...MODULE_ONLY_INVALID_INPUTS]);
  return { role: testFile(runs, MOCKED), refused: testFile(refused, MOCKED) };
}
