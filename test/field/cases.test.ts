import { readdirSync } from "node:fs";
import { registerAdopt } from "../../src/cli/adopt/command";
import { usedQuotas } from "../../src/domain/images/quotas";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { differencesWithOrigins } from "../../src/domain/repository/differences/compare-with-aws";
import { REPOSITORY_DEFAULTS } from "../../src/domain/repository/settings";
import { diagnoseCachePull } from "../../src/operations/doctor/cache-pull";
import { observed } from "../../src/operations/doctor/observed";
import { principalOf } from "../../src/domain/iam/principal";
import { ENVIRONMENT } from "../support/cli/adopt";
import { Project, type Ran } from "../support/cli/lifecycle";
import { EXPECTED_PROBLEMS } from "../support/field/expected-problems";
import { FIELD, input, json, text, validated } from "../support/field/inputs";

const projects: Project[] = [];

function lifecycle(...args: readonly string[]): Promise<Ran> {
  const project = new Project();
  projects.push(project);
  return project.run("lifecycle", ...args);
}

function preview(policy: readonly string[], images: readonly string[]): Promise<Ran> {
  const files = ["--policy", input(...policy), "--images", input(...images)];
  return lifecycle("preview", ...files, "--now", "2026-11-27");
}

afterAll(() => {
  for (const project of projects) project.remove();
});

const EXISTING = {
  repositoryName: "team/api",
  repositoryArn: "arn:aws:ecr:eu-central-1:123456789012:repository/team/api",
  repositoryUri: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api",
  registryId: "123456789012",
  imageTagMutability: REPOSITORY_DEFAULTS.imageTagMutability,
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: REPOSITORY_DEFAULTS.scanOnPush,
  encryptionType: "AES256",
};

/** Origins of the differences between declared policy statements and the policy of a file. */
function origins(file: string, repositoryPolicy?: PolicyDocument): string[] {
  return differencesWithOrigins(
    { ...REPOSITORY_DEFAULTS, pullPrincipals: [], pushPrincipals: [], ...(repositoryPolicy && { repositoryPolicy }) },
    { tags: {}, partition: "aws", imports: [] },
    EXISTING,
    { tags: {}, repositoryPolicyText: text("27-lambda-live", file) },
  ).map(({ field, origin }) => `${field}: ${origin}`);
}

const CASES: Readonly<Record<string, () => void | Promise<void>>> = {
  "05-dead-prefix": async () => {
    const { stdout } = await preview(["05-dead-prefix", "policy.json"], ["05-dead-prefix", "images.json"]);
    expect(stdout).toContain("Finding: Rule 1 selects none of the 3 images.");
  },

  "07-promoted-by-tag": async () => {
    const { stdout } = await preview(["07-promoted-by-tag", "policy.json"], ["07-promoted-by-tag", "images.json"]);
    expect(stdout).toMatch(/2026-10-20 {2}2026-11-26 .* sha-1, staging, production/);
    expect(stdout).toContain("Finding: 1 image that would be deleted was pulled in the last 7 days: ");
  },

  "17-github": () => {
    const found = validated("17-github");
    expect(found.filter((problem) => problem.includes("branch: ") && problem.includes('"refs/tags/v*"'))).toHaveLength(
      1,
    );
    // The plain project, the one with ids, and the pasted subject are correct.
    expect(found.filter((problem) => /environment\.yaml:(?:5|6|9):/.test(problem))).toEqual([]);
  },

  "24-listings": async () => {
    const policy = ["24-listings", "policy.json"];
    const [yaml, powershell, renamed] = [
      await preview(policy, ["24-listings", "cli.yaml"]),
      await preview(policy, ["24-listings", "powershell.json"]),
      await preview(policy, ["24-listings", "query-renamed.json"]),
    ];
    expect(yaml.stdout).toContain("Of 5 images, 2 would be deleted permanently");
    expect(powershell.stdout).toContain("Of 5 images, 2 would be deleted permanently");
    expect(powershell.stdout).toContain(
      "5 images have times without a time zone (PowerShell leaves it out). These times are treated as UTC",
    );
    expect(renamed.error).toMatch(
      /image 1: imageDigest: .*, found only tags, pushedAt and digest\nand 4 more problems\nList the images again without --query: aws ecr describe-images /,
    );
  },

  "26-signatures": async () => {
    const { stdout } = await preview(["26-signatures", "protect-v.json"], ["26-signatures", "images.json"]);
    expect(stdout).toContain("Finding: 4 signatures, attestations or SBOMs");
    expect(stdout).toContain("would be deleted while their images are kept");
  },

  "27-lambda-live": () => {
    const declared = json("27-lambda-live", "declared.json") as PolicyDocument;
    expect(origins("both.json", declared)).toEqual([
      "repositoryPolicy statement LambdaECRImageRetrievalPolicy: service",
    ]);
    expect(origins("lambda-only.json")).toEqual(["repositoryPolicy: unmanaged"]);
    expect(origins("declared.json", declared)).toEqual([]);
    // A policy that the next deployment would create over Lambda's.
    expect(origins("lambda-only.json", declared)).toContain(
      "repositoryPolicy statement LambdaECRImageRetrievalPolicy: service",
    );
  },

  "31-node-role": () => {
    const arn = "arn:aws:iam::111122223333:role/node";
    const principal = principalOf(arn, "eu-west-1");
    if (principal === undefined) throw new Error(`${arn} is not a principal`);
    const policies = [{ name: "readonly", document: json("31-node-role", "readonly.json") }];
    const diagnosed = (exists: boolean) =>
      diagnoseCachePull({
        location: { account: "111122223333", region: "eu-west-1" },
        repositoryName: "quay/prometheus/prometheus",
        principal,
        identity: observed({ arn, policies }),
        repositoryPolicy: observed(undefined),
        registryPolicy: observed(undefined),
        cache: { upstream: "quay.io", exists },
        now: new Date("2026-11-27T00:00:00Z"),
      });
    expect(diagnosed(true)).toMatchObject([
      {
        verdict: "cause",
        evidence: expect.stringContaining("ecr:BatchImportUpstreamImage, so it can pull only cached tags"),
      },
    ]);
    expect(diagnosed(false)).toMatchObject([
      { verdict: "cause", evidence: expect.stringContaining("ecr:CreateRepository") },
    ]);
  },

  "36-adopt-files": async () => {
    const project = new Project(registerAdopt);
    projects.push(project);
    const environment = ENVIRONMENT.replace("111122223333", "333344445555");
    project.write("environments/dev/environment.yaml", environment);
    const { stdout, exitCode } = await project.run(
      "adopt",
      "dev",
      "--from",
      input("36-adopt-files", "created.json"),
      "-o",
      "json",
    );
    expect(JSON.parse(stdout)).toMatchObject({ adopted: [{ repositoryName: "legacy/one" }], leftOut: [] });
    expect(exitCode).toBe(0);
  },

  "37-real-policies": async () => {
    const { stdout, stderr } = await lifecycle("check", input("37-real-policies", "late-protect.json"));
    expect(`${stdout}${stderr}`).toMatch(/:1:355: warning: countNumber: .*priority 1.*\(lifecycle\/late-protection\)/);
  },

  "39-quotas": () => {
    const { imageDetails } = json("39-quotas", "images.json") as {
      readonly imageDetails: readonly { readonly imageDigest: string; readonly imageTags: readonly string[] }[];
    };
    const [image] = imageDetails;
    const mostTagged = { digest: image?.imageDigest ?? "", tagCount: image?.imageTags.length ?? 0 };
    expect(usedQuotas({ count: imageDetails.length, mostTagged })).toMatchObject([
      { quota: "tags", reached: true, effect: "ECR rejects every push that adds a tag to this image" },
    ]);
  },
};

test.each(readdirSync(FIELD))("%s", async (name) => {
  const [check, expected] = [CASES[name], EXPECTED_PROBLEMS[name]];
  if (check === undefined && expected === undefined) throw new Error(`expected a check for ${name}, found none`);
  await check?.();
  for (const [folder, problems] of Object.entries(expected ?? {})) {
    const found = validated(name, folder);
    expect(found).toHaveLength(problems.length);
    for (const texts of problems) {
      expect(found.filter((problem) => texts.every((each) => problem.includes(each)))).toEqual([expect.any(String)]);
    }
  }
});

test("each check has its inputs", () => {
  const checked = [...Object.keys(CASES), ...Object.keys(EXPECTED_PROBLEMS)];
  expect(checked.sort()).toEqual(readdirSync(FIELD).sort());
});
