import { spawnSync } from "node:child_process";
import { parse } from "yaml";
import { bitbucketPipeline } from "../../../src/operations/ci-workflow/bitbucket";
import { buildScript, builderLines, pushScript } from "../../../src/operations/ci-workflow/build-scripts";
import { ACTIONS } from "../../../src/operations/ci-workflow/github-actions";
import { githubWorkflow } from "../../../src/operations/ci-workflow/github";
import { gitlabPipeline } from "../../../src/operations/ci-workflow/gitlab";
import { IMAGES } from "../../../src/operations/ci-workflow/pinned-images";
import { type CiWorkflowSettings, type ImageBuild } from "../../../src/domain/ci/workflow-settings";
import { runScript } from "../../support/operations/ci-scripts";
import { API, EVERYTHING, settings } from "../../support/operations/ci-workflow";

interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: object;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: object;
  readonly steps: readonly Step[];
}

interface Github {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<"build" | "publish" | "deploy", Job>>;
}

interface Gitlab {
  readonly stages: readonly string[];
  readonly build: { readonly before_script?: readonly string[]; readonly script: readonly string[] };
  readonly publish: { readonly before_script: readonly string[] };
  readonly deploy: Readonly<Record<string, unknown>>;
}

const github = (parts: Partial<CiWorkflowSettings>): Github => parse(githubWorkflow(settings(parts))) as Github;
const gitlab = (parts: Partial<CiWorkflowSettings>): Gitlab => parse(gitlabPipeline(settings(parts))) as Gitlab;
const names = ({ steps }: Job): string[] => steps.map(({ name }) => name);

const CACHED = {
  repositories: [
    {
      ...{ name: "team/api", context: ".", movingTags: [], startScan: false },
      cache: { repositoryName: "team/api/cache", tag: "buildcache", notes: ["no lifecycle rule"] },
    },
  ],
};

/** Calls of docker by the push of an image that does not exist yet. */
function pushed(build: ImageBuild, variables: Readonly<Record<string, string>> = {}): string[] {
  const answers = { "describe-images": ["!ImageNotFoundException", "sha256:2"] };
  const ran = runScript(pushScript(settings({ build })), answers, variables);
  expect(ran).toMatchObject({ status: 0, stderr: "" });
  return ran.calls.split("\n").filter((call) => call.startsWith("docker"));
}

const IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api";

test("several platforms are built and pushed by one command", () => {
  const build = { platforms: ["linux/amd64", "linux/arm64"] };
  expect(pushed(build, { PLATFORMS: "linux/amd64,linux/arm64" })).toEqual([
    `docker buildx build --push --tag ${IMAGE}:c0ffee --platform linux/amd64,linux/arm64 .`,
  ]);
});

test("attestations are pushed where they are asked for, and the SBOM's generator is pinned", () => {
  expect(pushed({ provenance: "max", sbom: true })).toEqual([
    `docker buildx build --push --tag ${IMAGE}:c0ffee --attest type=provenance,mode=max --attest type=sbom,generator=${IMAGES.sbom} .`,
  ]);
});

test("a cache in ECR is an OCI image manifest, and GitHub's cache has a scope for each repository", () => {
  const [registry] = pushed({ cache: "registry" }, { CACHE: "team/api/cache:buildcache" });
  expect(registry).toContain(`--cache-from type=registry,ref=${IMAGE}/cache:buildcache `);
  expect(registry).toContain(
    `--cache-to type=registry,ref=${IMAGE}/cache:buildcache,mode=max,image-manifest=true,oci-mediatypes=true .`,
  );
  expect(pushed({ cache: "gha" })).toEqual([
    expect.stringContaining("--cache-from type=gha,scope=team/api --cache-to type=gha,scope=team/api,mode=max ."),
  ]);
});

test("pull requests build without writing a cache, and without ECR's", () => {
  const calls = (build: ImageBuild): string =>
    runScript(buildScript(settings({ build })), {}, { PLATFORMS: "linux/arm64" }).calls;
  expect(calls({ platforms: ["linux/arm64"], cache: "registry", sbom: true })).toBe(
    "docker buildx build --output type=cacheonly --platform linux/arm64 .\n",
  );
  expect(calls({ cache: "gha" })).toBe(
    "docker buildx build --output type=cacheonly --cache-from type=gha,scope=team/api .\n",
  );
});

test("the builder is pinned, and QEMU is installed only for what an x86 runner does not run", () => {
  const [qemu, , buildx] = builderLines(
    settings({ build: { platforms: ["linux/amd64", "linux/arm/v7", "linux/arm/v6"] } }),
  );
  expect(qemu).toBe(`docker run --privileged --rm ${IMAGES.qemu} --install arm`);
  expect(buildx).toContain(`image=${IMAGES.buildkit} `);
  expect(builderLines(settings({ build: { platforms: ["linux/amd64"] } }))).toHaveLength(2);
  expect(builderLines(settings())).toEqual([]);
  for (const image of Object.values(IMAGES)) expect(image).toMatch(/^[\w/-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
});

describe("on GitHub", () => {
  test("pinned actions set up QEMU and BuildKit in both jobs, before docker builds", () => {
    const { env, jobs } = github({ build: { platforms: ["linux/amd64", "linux/arm64"] } });
    expect(env["PLATFORMS"]).toBe("linux/amd64,linux/arm64");
    expect(names(jobs.build)).toEqual(["Check out", "Set up QEMU", "Set up BuildKit", "Build"]);
    expect(names(jobs.publish).slice(2, 6)).toEqual([
      "Log docker in",
      "Set up QEMU",
      "Set up BuildKit",
      "Build and push",
    ]);
    const [, qemu, buildx] = jobs.build.steps;
    expect(qemu).toMatchObject({ uses: ACTIONS.qemu.uses, with: { image: IMAGES.qemu, platforms: "arm64" } });
    expect(buildx).toMatchObject({ uses: ACTIONS.buildx.uses, with: { "driver-opts": `image=${IMAGES.buildkit}` } });
    const text = githubWorkflow(settings({ build: { cache: "gha", platforms: ["linux/s390x"] } }));
    for (const line of text.match(/uses: .*/g) ?? []) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("GitHub's cache is made known to scripts, and no other cache is", () => {
    const script = (cache: "gha" | "registry") =>
      github({ build: { cache } }).jobs.publish.steps.find(({ uses }) => uses === ACTIONS.script.uses);
    expect(script("gha")?.with?.["script"]).toContain("ACTIONS_RUNTIME_TOKEN");
    expect(script("registry")).toBeUndefined();
  });

  test("the cache's place and what happens to it stand above the variables", () => {
    const text = githubWorkflow(settings({ ...CACHED, build: { cache: "registry" } }));
    expect(text).toContain(
      "# team/api: the build cache is team/api/cache:buildcache\n# team/api/cache: no lifecycle rule\nenv:",
    );
    expect(text).toContain("\n  CACHE: team/api/cache:buildcache\n");
  });

  test("the deployment gets the digest after the gate, in an environment and without credentials", () => {
    const { publish, deploy } = github({ deploy: { command: './deploy.sh "$IMAGE"', environment: "production" } }).jobs;
    expect(publish.permissions).toHaveProperty("id-token");
    expect(deploy).toMatchObject({ needs: "publish", environment: "production" });
    expect(deploy.permissions).toBeUndefined();
    expect(names(deploy)).toEqual(["Check out", "Deploy"]);
    expect(deploy.steps[1]).toMatchObject({ env: { DIGEST: "${{ needs.publish.outputs.digest }}" } });
    expect(github({}).jobs).not.toHaveProperty("deploy");
  });
});

test("a deployment runs its command for a digest only, and fails if the command fails", () => {
  const { steps } = github({ deploy: { command: 'echo "deployed $IMAGE"', environment: "x" } }).jobs.deploy;
  const script = steps[1]?.run ?? "";
  expect(runScript(script, {}, { DIGEST: "latest" })).toMatchObject({ status: 1, stdout: "" });
  const digest = `sha256:${"a".repeat(64)}`;
  expect(runScript(script, {}, { DIGEST: digest })).toMatchObject({
    status: 0,
    stdout: `deployed ${IMAGE}@${digest}\n`,
  });
  const untold = runScript(script, {}, { DIGEST: "" });
  expect(untold.stderr).toBe(`Expected the image by its digest, found: ${IMAGE}@\n`);
  const failing = github({ deploy: { command: "false\ntrue", environment: "x" } }).jobs.deploy.steps[1]?.run ?? "";
  expect(runScript(failing, {}, { DIGEST: digest }).status).toBe(1);
});

test("on GitLab, both jobs start the builder, and the deployment has an environment and no token", () => {
  const { stages, build, publish, deploy } = gitlab({
    build: { platforms: ["linux/arm64"] },
    deploy: { command: "true", environment: "production" },
  });
  expect(stages).toEqual(["build", "publish", "deploy"]);
  expect(build.before_script?.[0]).toContain("--install arm64");
  expect(publish.before_script.at(-1)).toContain("docker buildx create");
  expect(deploy).toMatchObject({ stage: "deploy", needs: ["publish"], environment: { name: "production" } });
  expect(deploy).not.toHaveProperty("id_tokens");
  expect(gitlab({}).build.before_script).toBeUndefined();
});

test("every script of every platform is one that a shell can read", () => {
  const scripts = [githubWorkflow, gitlabPipeline, bitbucketPipeline].flatMap((workflow) =>
    [settings(EVERYTHING), settings({}, API, { ...API, repositoryName: "web" })].flatMap((each) =>
      scriptsIn(parse(workflow(each))),
    ),
  );
  expect(scripts.length).toBeGreaterThan(40);
  for (const shell of ["sh", "bash"]) {
    const { stderr } = spawnSync(shell, ["-n"], { input: scripts.join("\n"), encoding: "utf8" });
    expect(stderr).toBe("");
  }
});

/** All texts below `run`, `script` and `before_script`. */
function scriptsIn(value: unknown, isScript = false): string[] {
  if (typeof value === "string") return isScript ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    scriptsIn(inner, Array.isArray(value) ? isScript : ["run", "script", "before_script"].includes(key)),
  );
}
