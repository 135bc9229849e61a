import { githubWorkflow } from "../../../src/operations/ci-workflow/github";
import { ciPermissionPolicy } from "../../../src/domain/ci/permissions";
import { checkSource } from "../../../src/domain/ci/check-source";
import { oidcProviderArn, tokenIssuer } from "../../../src/domain/ci/issuers";
import { subjectsOf } from "../../../src/domain/ci/source";
import { ciTrustPolicy } from "../../../src/domain/ci/trust-policy";
import { listOf } from "../../../src/domain/iam/policy";
import { evaluate, evaluateToken } from "../../support/evaluate";
import { API, settings } from "../../support/operations/ci-workflow";

const ROLE = "arn:aws:iam::111122223333:role/push";
const LOCATION = { account: "111122223333", region: "eu-west-1" };
const IDENTITY = { principal: "arn:aws:sts::111122223333:assumed-role/push/run" };
const GITHUB = tokenIssuer("github", LOCATION, { gitlabUrl: "" });

/** What the role may do with a repository. */
function allowed(action: string, resource: string, parts = settings()): Promise<string> {
  return evaluate(
    { ...IDENTITY, action, resource, account: "111122223333" },
    { identity: [ciPermissionPolicy(parts)] },
  );
}

const arn = (name: string): string => `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`;

test.each([
  ...["BatchCheckLayerAvailability", "InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"],
  ...["BatchGetImage", "DescribeImages", "DescribeImageScanFindings"],
])("the role may call %s on its repository and on no other", async (action) => {
  expect(await allowed(`ecr:${action}`, arn("team/api"))).toBe("Allowed");
  expect(await allowed(`ecr:${action}`, arn("team/api-other"))).toBe("ImplicitlyDenied");
});

test.each(["BatchDeleteImage", "DeleteRepository", "PutLifecyclePolicy", "SetRepositoryPolicy", "StartImageScan"])(
  "the role may not call %s",
  async (action) => {
    expect(await allowed(`ecr:${action}`, arn("team/api"))).toBe("ImplicitlyDenied");
  },
);

test("logging in is the only thing that is allowed everywhere", async () => {
  expect(await allowed("ecr:GetAuthorizationToken", "*")).toBe("Allowed");
  const everywhere = ciPermissionPolicy(settings()).Statement.filter(({ Resource }) => listOf(Resource).includes("*"));
  expect(everywhere.map(({ Action }) => Action)).toEqual(["ecr:GetAuthorizationToken"]);
});

test("without a gate nobody reads findings, and only what is not scanned on push is scanned on demand", async () => {
  const { gate: _, ...ungated } = settings();
  expect(await allowed("ecr:DescribeImageScanFindings", arn("team/api"), ungated)).toBe("ImplicitlyDenied");
  const mixed = settings({}, API, { ...API, repositoryName: "team/web", scanOnPush: false });
  expect(await allowed("ecr:StartImageScan", arn("team/web"), mixed)).toBe("Allowed");
  expect(await allowed("ecr:StartImageScan", arn("team/api"), mixed)).toBe("ImplicitlyDenied");
});

test("with enhanced scanning the role may ask Amazon Inspector, and nobody asks for scans", async () => {
  const onRequest = { ...API, scanOnPush: false };
  const gate = { failOn: ["CRITICAL"], waitSeconds: 600, scanning: "enhanced" } as const;
  const enhanced = settings({ gate }, onRequest);
  for (const action of ["inspector2:ListCoverage", "inspector2:ListFindings"]) {
    expect(await allowed(action, "*", enhanced)).toBe("Allowed");
    expect(await allowed(action, "*")).toBe("ImplicitlyDenied");
  }
  expect(await allowed("inspector2:Disable", "*", enhanced)).toBe("ImplicitlyDenied");
  expect(await allowed("ecr:StartImageScan", arn("team/api"), enhanced)).toBe("ImplicitlyDenied");
  expect(githubWorkflow(enhanced)).not.toContain("start-image-scan");
  expect(githubWorkflow(settings({}, onRequest))).toContain("start-image-scan");
});

test("subjects are written as the platforms write them", () => {
  const acme = { path: "acme/api", branch: "main" };
  expect(subjectsOf("github", acme)).toEqual(["repo:acme/api:ref:refs/heads/main"]);
  expect(subjectsOf("github", { ...acme, ids: "12/34" })).toEqual(["repo:acme@12/api@34:ref:refs/heads/main"]);
  expect(subjectsOf("gitlab", { path: "acme/back/api", branch: "main" })).toEqual([
    "project_path:acme/back/api:ref_type:branch:ref:main",
  ]);
});

test.each([
  ["its own subject and audience", "repo:acme/api:ref:refs/heads/main", "sts.amazonaws.com", "Allowed"],
  ["another branch", "repo:acme/api:ref:refs/heads/dev", "sts.amazonaws.com", "ImplicitlyDenied"],
  ["a pull request", "repo:acme/api:pull_request", "sts.amazonaws.com", "ImplicitlyDenied"],
  ["another project", "repo:acme/api2:ref:refs/heads/main", "sts.amazonaws.com", "ImplicitlyDenied"],
  ["another audience", "repo:acme/api:ref:refs/heads/main", "other", "ImplicitlyDenied"],
  ["no subject", undefined, "sts.amazonaws.com", "ImplicitlyDenied"],
])("a token with %s is taken or refused", async (_, sub, aud, answer) => {
  const provider = oidcProviderArn(LOCATION, GITHUB.issuer);
  const trust = ciTrustPolicy(provider, {
    issuer: GITHUB,
    subjects: subjectsOf("github", { path: "acme/api", branch: "main" }),
  });
  expect(await evaluateToken({ issuer: GITHUB.issuer, sub, aud }, ROLE, trust)).toBe(answer);
});

test("issuers and audiences follow the partition and the GitLab", () => {
  expect(tokenIssuer("github", { account: "1", region: "cn-north-1" }, { gitlabUrl: "" }).audience).toBe(
    "sts.amazonaws.com.cn",
  );
  expect(tokenIssuer("gitlab", LOCATION, { gitlabUrl: "https://git.example.com/x" })).toEqual({
    issuer: "git.example.com/x",
    audience: "https://git.example.com/x",
  });
  expect(oidcProviderArn({ account: "111122223333", region: "cn-north-1" }, GITHUB.issuer)).toBe(
    "arn:aws-cn:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
  );
});

test.each([
  [
    "github",
    { path: "acme/*", branch: "main" },
    'expected the project\'s path without .git, such as acme/api, found the pattern "acme/*"',
  ],
  ["github", { path: "acme", branch: "main" }, 'such as acme/api, found "acme"'],
  [
    "gitlab",
    { path: "api", branch: "main" },
    'expected the project\'s path without .git, such as acme/backend/api, found "api"',
  ],
  [
    "github",
    { path: "acme/api", branch: "*" },
    'expected a subject with a branch, tag or environment for a role that pushes, found "repo:acme/api:ref:refs/heads/*"',
  ],
  [
    "github",
    { path: "acme/api", branch: "main", ids: "acme" },
    'expected the numeric IDs of the owner and the repository, such as 123456/456789, found "acme"',
  ],
  ["gitlab", { path: "acme/api", branch: "main", ids: "1/2" }, "token subjects from GitLab do not contain IDs"],
] as const)("on %s, the source %j is refused", (platform, source, message) => {
  expect(checkSource(platform, source).map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
});
