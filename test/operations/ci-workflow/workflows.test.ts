import { parse } from "yaml";
import { ACTIONS } from "../../../src/operations/ci-workflow/github-actions";
import { checkWorkflow } from "../../../src/operations/ci-workflow/check";
import { githubWorkflow } from "../../../src/operations/ci-workflow/github";
import { gitlabPipeline } from "../../../src/operations/ci-workflow/gitlab";
import { yamlFile } from "../../../src/domain/text/yaml-file";
import { API, settings } from "../../support/operations/ci-workflow";

interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface GithubJob {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: object;
  readonly strategy?: { readonly matrix: { readonly include: readonly object[] } };
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Github {
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly build: GithubJob; readonly publish: GithubJob };
}

interface GitlabJob {
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly parallel?: { readonly matrix: readonly object[] };
}

interface Gitlab {
  readonly variables: Readonly<Record<string, string>>;
  readonly build: GitlabJob;
  readonly publish: GitlabJob;
}

const MOVING = {
  ...API,
  imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
  imageTagMutabilityExclusionFilters: ["latest"],
} as const;
const WEB = { ...API, repositoryName: "team/web" };
const github = (...args: Parameters<typeof settings>): Github => parse(githubWorkflow(settings(...args))) as Github;
const gitlab = (...args: Parameters<typeof settings>): Gitlab => parse(gitlabPipeline(settings(...args))) as Gitlab;

/** IAM takes any printable ASCII in a path. */
const ODD_ROLE = "arn:aws:iam::111122223333:role/a${{github.token}}$X`id`'/push";

describe("on GitHub", () => {
  test("only the job that pushes gets a token", () => {
    const { permissions, jobs } = github();
    expect(permissions).toEqual({ contents: "read" });
    expect(jobs.build.permissions).toBeUndefined();
    expect(jobs.publish.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(jobs.build.steps.map(({ run }) => run).join()).not.toMatch(/push|aws/);
  });

  test("every action is at a commit, with its release beside it", () => {
    const text = githubWorkflow(settings());
    const used = text.match(/uses: .*/g) ?? [];
    expect(used).toHaveLength(4);
    for (const line of used) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("a dual-stack registry is logged in to by the AWS CLI, because the action knows the IPv4 host name only", () => {
    const location = { account: "111122223333", region: "eu-west-1", dualStack: true };
    const { env, jobs } = parse(githubWorkflow(settings({ location }))) as Github;
    expect(env["REGISTRY"]).toBe("111122223333.dkr-ecr.eu-west-1.on.aws");
    const login = jobs.publish.steps.find(({ name }) => name === "Log docker in");
    expect(login).toEqual({
      name: "Log docker in",
      run: 'aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"',
    });
  });

  test("AWS is signed in to by the role, in the environment's account and region alone", () => {
    const signIn = github().jobs.publish.steps.find(({ uses }) => uses === ACTIONS.credentials.uses);
    expect(signIn?.with).toEqual({
      "role-to-assume": "arn:aws:iam::111122223333:role/push",
      "aws-region": "eu-west-1",
      audience: "sts.amazonaws.com",
      "allowed-account-ids": "111122223333",
      "mask-aws-account-id": true,
    });
  });

  test("an image is scanned before tags move to it, and no tag moves where none may", () => {
    const names = (job: GithubJob): string[] => job.steps.map(({ name }) => name);
    expect(names(github({}, MOVING).jobs.publish).slice(-3)).toEqual([
      "Build and push",
      "Wait for the scan",
      "Move tags",
    ]);
    expect(github({}, MOVING).env).toMatchObject({ IMAGE_TAG: "${{ github.sha }}", MOVING_TAGS: "latest" });
    expect(names(github().jobs.publish)).not.toContain("Move tags");
    expect(githubWorkflow(settings())).not.toContain("MOVING_TAGS");
    expect(names(github({ gate: undefined }).jobs.publish)).not.toContain("Wait for the scan");
  });

  test("several repositories are a matrix, which the job's own variables read", () => {
    const { env, jobs } = github({}, MOVING, WEB);
    expect(env).not.toHaveProperty("REPOSITORY");
    for (const job of [jobs.build, jobs.publish]) {
      expect(job.strategy?.matrix.include).toEqual([
        { REPOSITORY: "team/api", CONTEXT: "api", MOVING_TAGS: "latest" },
        { REPOSITORY: "team/web", CONTEXT: "web", MOVING_TAGS: "" },
      ]);
      expect(job.env).toEqual({
        REPOSITORY: "${{ matrix.REPOSITORY }}",
        CONTEXT: "${{ matrix.CONTEXT }}",
        MOVING_TAGS: "${{ matrix.MOVING_TAGS }}",
      });
    }
    expect(jobs.publish.outputs).toBeUndefined();
    expect(github().jobs.publish.outputs).toEqual({ digest: "${{ steps.push.outputs.digest }}" });
  });

  test("a role's path is text, whatever signs it has", () => {
    expect(checkWorkflow("github", settings({ roleArn: ODD_ROLE }))).toEqual([]);
    const [signIn] = github({ roleArn: ODD_ROLE }).jobs.publish.steps.filter(({ name }) => name === "Sign in to AWS");
    expect(signIn?.with?.["role-to-assume"]).toBe(
      "arn:aws:iam::111122223333:role/a${{ '${{' }}github.token}}$X`id`'/push",
    );
    expect(gitlab({ roleArn: ODD_ROLE }).publish.variables?.["AWS_ROLE_ARN"]).toBe(ODD_ROLE.replaceAll("$", "$$$$"));
  });

  test("no expression of GitHub's stands in a script, where a branch's name could be code", () => {
    const { build, publish } = github({}, MOVING, WEB).jobs;
    const scripts = [...build.steps, ...publish.steps].map(({ run = "" }) => run).join("");
    expect(scripts).not.toContain("${{");
  });
});

describe("on GitLab", () => {
  test("only the job that pushes gets a token, for the role and the GitLab it is of", () => {
    const { build, publish } = gitlab({ gitlabUrl: "https://git.example.com" });
    expect(build.id_tokens).toBeUndefined();
    expect(publish.id_tokens).toEqual({ AWS_ID_TOKEN: { aud: "https://git.example.com" } });
    expect(publish.variables).toMatchObject({
      AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/push",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/tmp/aws-id-token",
    });
  });

  test("docker is logged in by a password on its standard input, after the account was compared", () => {
    const [, , account, login] = gitlab().publish.before_script ?? [];
    expect(account).toBe('test "$(aws sts get-caller-identity --query Account --output text)" = "$REGISTRY_ID"');
    expect(login).toBe('aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"');
  });

  test("an image is scanned before tags move to it", () => {
    const scripts = gitlab({}, MOVING).publish.script;
    expect(scripts.findIndex((text) => text.includes("describe-image-scan-findings"))).toBe(2);
    expect(scripts.findIndex((text) => text.includes("$MOVING_TAGS"))).toBe(3);
    expect(gitlab({ gate: undefined }).publish.script).toHaveLength(2);
  });

  test("several repositories are a matrix", () => {
    const { variables, build, publish } = gitlab({}, API, WEB);
    expect(variables).not.toHaveProperty("REPOSITORY");
    expect(publish.parallel).toEqual({
      matrix: [
        { REPOSITORY: "team/api", CONTEXT: "api" },
        { REPOSITORY: "team/web", CONTEXT: "web" },
      ],
    });
    expect(build.parallel).toEqual(publish.parallel);
    expect(gitlabPipeline(settings({}, API, WEB))).not.toMatch(/[&*]a\d/);
  });
});

test("the head says when GitHub's IDs are needed, unless they are known", () => {
  const command = `gh api repos/OWNER/REPOSITORY --jq '"\\(.owner.id)/\\(.id)"'`;
  const byHand = githubWorkflow(settings());
  expect(byHand).toContain("created, renamed or transferred on github.com since July 15, 2026");
  expect(byHand).toContain("#   add --source-ids OWNER_ID/REPOSITORY_ID to the command that prints trust.json.");
  expect(byHand).toContain(`#     ${command}`);
  const madeBy = { stack: "dev-access", project: "acme/api", makesProvider: true };
  const declared = githubWorkflow({ ...settings(), madeBy });
  expect(declared).toContain("#   add ids: OWNER_ID/REPOSITORY_ID to github under ciRoles.");
  expect(declared).toContain("gh api repos/acme/api --jq");
  const known = githubWorkflow({ ...settings(), sourceIds: "123456/456789" });
  expect(known).not.toContain("July 15, 2026");
  expect(known).toContain("--source OWNER/REPOSITORY --source-ids 123456/456789 --policies trust > trust.json");
  expect(gitlabPipeline(settings())).not.toContain("July 15, 2026");
});

test("the head says where the file comes from and what AWS must have", () => {
  const head = githubWorkflow(settings()).split("\n").slice(0, 10).join("\n");
  expect(head).toMatch(/^# Generated by `npx ecr ci github dev`/);
  expect(head).toContain("--url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com");
  expect(head).toContain("aws iam create-role --role-name push --assume-role-policy-document file://trust.json");
});

test("a remark about nothing is a mistake of ours", () => {
  const layout = { head: [], remarks: [{ at: ["b"], text: "x" }], apart: [] };
  expect(() => yamlFile({ a: 1 }, layout)).toThrow("expected a value at b for a comment, found nothing");
});
