import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { planScript, planSettings, plansOption } from "../../../src/operations/ci-workflow/plan-script";
import { githubReview } from "../../../src/operations/ci-workflow/review-github";
import { gitlabReview } from "../../../src/operations/ci-workflow/review-gitlab";
import { environment, operator } from "../../support/environment";
import { reviewSettings } from "../../support/operations/ci-workflow";

const S3 = { kind: "backend", name: "s3", settings: { bucket: "acme", key: "{stack}" } } as const;
const PLAIN = { hasClusters: false, namesCredentials: false };
const STACK = {
  provider: { aws: [{ region: "eu-west-1", profile: "deploy", assume_role: [{ role_arn: "arn:..." }] }] },
  terraform: { backend: { s3: { bucket: "acme", profile: "deploy", assume_role: { role_arn: "arn:..." } } } },
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-plan-"));
  for (const stack of ["prod-registry", "prod-access", "prod-cluster"]) {
    mkdirSync(join(folder, "cdktf.out/stacks", stack), { recursive: true });
    writeFileSync(join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), JSON.stringify(STACK));
  }
  tool("npx", 'case "$*" in *stacks) printf "prod-registry\\nprod-access\\nprod-cluster\\n" ;; esac');
  // The plan of the access stack fails.
  tool(
    "terraform",
    'case "$*" in *access\\ plan*) printf "\\nError: no access\\n" >&2; exit 1 ;; *show*) echo "{}" ;; esac',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A program that writes down how it was called. */
function tool(name: string, does: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> "${folder}/calls"\n${does}\n`, { mode: 0o755 });
}

function run(script: string): readonly string[] {
  const { status, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-euo", "pipefail", "-c", script], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env["PATH"] ?? ""}` },
    encoding: "utf8",
  });
  expect([status, stderr.replace("\nError: no access\n", "")]).toEqual([0, ""]);
  return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
}

const settingsOf = (stack: string): unknown =>
  JSON.parse(readFileSync(join(folder, "cdktf.out/stacks", stack, "cdk.tf.json"), "utf8"));

test("stacks that change are planned without a lock, and the review gets the plans or Terraform's errors", () => {
  const calls = run(
    `${planScript("prod", { ...PLAIN, hasClusters: true }, "main")}${plansOption("prod")}npx last "$@"`,
  );
  const of = (stack: string, ...commands: readonly string[]) =>
    commands.map((command) => `terraform -chdir=cdktf.out/stacks/prod-${stack} ${command}`);
  const [init, plan] = ["init -input=false -no-color", "plan -input=false -no-color -lock=false -out=tfplan"];
  expect(calls).toEqual([
    "npx ecr review prod --base main -o stacks",
    ...of("registry", init, plan, "show -json tfplan"),
    ...of("access", init, plan),
    "npx last --plan prod-access=plans/prod/prod-access.json prod-registry=plans/prod/prod-registry.json",
  ]);
  expect(readFileSync(join(folder, "plans/prod/prod-access.json"), "utf8")).toBe("\nError: no access\n");
  expect(settingsOf("prod-registry")).toEqual(STACK);
});

test("without a change, nothing is planned and no plan is passed on", () => {
  tool("npx", "");
  const calls = run(`${planScript("prod", PLAIN, "main")}${plansOption("prod")}npx last "$@"`);
  expect(calls).toEqual(["npx ecr review prod --base main -o stacks", "npx last"]);
});

test("the role and the profile of the deployment are not used", () => {
  run(planScript("prod", { ...PLAIN, namesCredentials: true }, "main"));
  expect(settingsOf("prod-registry")).toEqual({
    provider: { aws: [{ region: "eu-west-1" }] },
    terraform: { backend: { s3: { bucket: "acme" } } },
  });
});

test("only states in Amazon S3 are read with a role in AWS", () => {
  const of = (parts: Parameters<typeof environment>[0]) => planSettings(environment({ state: S3, ...parts }));
  expect(of({})).toEqual(PLAIN);
  expect(of({ provider: { endpoints: {}, profile: "deploy" } })).toEqual({ ...PLAIN, namesCredentials: true });
  const role = { ...S3, settings: { ...S3.settings, assume_role: { role_arn: "arn:..." } } };
  expect(of({ state: role })).toEqual({ ...PLAIN, namesCredentials: true });
  const cluster = { key: "prod", eks: "prod", oidcProvider: "lookup", authentication: { by: "exec" } } as const;
  const inCluster = { clusters: [cluster], operator: operator({ serviceAccountMode: "annotate" }) };
  expect(of(inCluster)).toEqual({ ...PLAIN, hasClusters: true });
  expect(of({ state: { kind: "cloud", organization: "acme" } as never })).toBe("cloud");
  expect(of({ state: { kind: "backend", name: "gcs", settings: {} } as never })).toBe("backend");
  const store = { ...S3, settings: { ...S3.settings, endpoints: { s3: "https://minio.example.com" } } };
  expect(of({ state: store })).toBe("backend");
});

test("workflows say what they do not plan, and why", () => {
  const settings = reviewSettings("dev", "prod", "other");
  const plans = [undefined, { ...PLAIN, hasClusters: true }, "cloud", "backend"] as const;
  const environments = settings.environments.map((it, index) => ({ ...it, plan: plans[index] ?? it.plan }));
  for (const text of [githubReview({ ...settings, environments }), gitlabReview({ ...settings, environments })]) {
    expect(text).toContain("# Terraform Cloud stores the states of prod, so plans run there.");
    expect(text).toContain("# The stacks of other are not planned, because their states are not in Amazon S3");
    expect(text).toContain("# The cluster stacks of dev are not planned");
    expect(text).toContain("npx ecr review dev --base");
    expect(text.match(/-o stacks/g)).toHaveLength(1);
    expect(parse(text)).toBeTruthy();
  }
});

test("nothing is planned for forks", () => {
  const github = (parse(githubReview(reviewSettings("dev"))) as { jobs: { review: { steps: object[] } } }).jobs.review;
  const guarded = github.steps.filter((step) => /terraform|cdktf|-o stacks|--live/i.test(JSON.stringify(step)));
  expect(guarded.map((step) => (step as { readonly if?: string }).if)).toEqual(
    guarded.map(() => "github.event.pull_request.head.repo.full_name == github.repository"),
  );
  expect(guarded.length).toBeGreaterThan(3);
  const { script } = (parse(gitlabReview(reviewSettings("dev"))) as { review: { script: string[] } }).review;
  for (const text of script.filter((line) => /terraform|cdktf|-o stacks|--live/i.test(line)))
    expect(text).toMatch(/^if \[ "\$CI_MERGE_REQUEST_SOURCE_PROJECT_ID" = "\$CI_MERGE_REQUEST_PROJECT_ID" \]; then\n/);
});
