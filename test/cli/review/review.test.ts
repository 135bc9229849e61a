import { type Ran } from "../../support/cli/lifecycle";
import { ENVIRONMENT, REPOSITORIES, Repository } from "../../support/cli/review";

let project: Repository;
let base: string;

beforeEach(() => {
  project = new Repository();
  base = project.commit();
});

afterEach(() => {
  project.remove();
});

const review = (...args: readonly string[]): Promise<Ran> => project.run("review", ...args);

test("without a change, there is nothing to see", async () => {
  expect(await review()).toEqual({
    stdout: `dev (account 111122223333, eu-west-1): no changes\n\nCompared with main (${base}).\nNo changes since main (${base}).\n`,
    stderr:
      "note: HEAD has no commits of its own, so only uncommitted changes are reviewed. To review the last commit, pass --base HEAD~1\n",
    error: undefined,
    exitCode: 0,
  });
});

test("--fail-on none and lower severities do not fail", async () => {
  project.write("environments/dev/repositories/list.yaml", REPOSITORIES.replace("Team: web", "Team: site"));
  expect((await review("--fail-on", "low")).exitCode).toBe(0);
  project.write("severities.yaml", "severities: { setting-changed: low }\n");
  expect((await review("--fail-on", "low", "--severities", "severities.yaml")).exitCode).toBe(1);
  expect((await review("--severities", "severities.yaml")).exitCode).toBe(0);
});

test("severities that do not exist are errors at their line", async () => {
  project.write("severities.yaml", "severities:\n  pull-outside: huge\n  pull-out: high\n");
  const { error } = await review("--severities", "severities.yaml");
  expect(error).toBe(`severities.yaml:2:17: error: pull-outside: expected high, medium, low or note, found "huge"
severities.yaml:3:3: error: severities: expected a known key, found "pull-out". Did you mean "pull-outside"?`);
});

test("an environment that cannot be read now is not reviewed, and the others are", async () => {
  project.write("environments/prod/environment.yaml", ENVIRONMENT.replace("eu-west-1", "eu-central-1"));
  project.write("environments/prod/repositories/list.yaml", REPOSITORIES);
  project.commit();
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}tagz: {}\n`);
  project.write("environments/prod/repositories/list.yaml", REPOSITORIES.replace("Team: web", "Team: site"));
  const { stdout, exitCode } = await review();
  expect(stdout).toContain("note    team/web: changed settings: tags");
  expect(stdout).toMatch(
    /dev cannot be read, so it is not reviewed\. environments\/dev\/environment\.yaml:4:1: error: /,
  );
  expect(stdout).toContain(" (incomplete: dev cannot be read, so it is not reviewed)\n");
  expect(exitCode).toBe(2);
});

test("an environment that could not be read at the base is a finding, and so is what it lets strangers do now", async () => {
  project.write("environments/prod/environment.yaml", ENVIRONMENT.replace("eu-west-1", "eu-central-1"));
  project.write("environments/prod/repositories/list.yaml", REPOSITORIES);
  project.write("environments/dev/environment.yaml", `${ENVIRONMENT}tagz: {}\n`);
  const bad = project.commit();
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  const push = '{ repositoryName: team/api, push: ["arn:aws:iam::999999999999:role/x"], pull: ["111122223333"] }';
  project.write("environments/dev/repositories/list.yaml", `repositories: [${push}]\n`);
  project.write("environments/prod/repositories/list.yaml", REPOSITORIES.replace("Team: web", "Team: site"));
  const { stdout, exitCode } = await review("--base", bad, "--fail-on", "high");
  expect(stdout).toContain(
    `high    The environment cannot be read at ${bad}, so its changes are unknown\n          environments/dev/environment.yaml:4:1: error: `,
  );
  expect(stdout).toContain("high    team/api: arn:aws:iam::999999999999:role/x may push\n");
  expect(stdout).toContain("The base cannot be read, so it is unknown whether this is new.");
  expect(stdout).not.toContain("this account");
  // The others are compared.
  expect(stdout).toContain("note    team/web: changed settings: tags");
  expect(stdout).toContain(`(incomplete: dev cannot be read at ${bad}, so it is not compared)`);
  expect(exitCode).toBe(2);
});

test("images from a file are counted, and those of unknown repositories are an error", async () => {
  project.write("environments/dev/repositories/list.yaml", policyOf(14));
  project.commit();
  project.write("environments/dev/repositories/list.yaml", policyOf(3));
  project.write("images.json", listing("team/api"));
  const { stdout } = await review("--images", "images.json", "--now", "2026-06-30", "-o", "json");
  const record = JSON.parse(stdout) as { readonly version: number; readonly summary: string; readonly worst: string };
  expect(record).toMatchObject({
    version: 1,
    worst: "high",
    summary: "high: 1 image in 1 repository would be deleted within a day",
    environments: [{ environment: "dev", findings: [{ kind: "images-deleted", images: 1 }], cost: { after: 0 } }],
    faults: [],
  });
  project.write("images.json", listing("shop/api"));
  expect((await review("--images", "images.json")).error).toBe(
    "--images: expected images from declared repositories, found images from shop/api in account 111122223333, which no environment declares",
  );
  expect((await review("--images", "images.json", "--live")).error).toMatch(/^--live cannot be combined/);
});

test("the comment is the same for the same review, and mentions nobody", async () => {
  project.write(
    "environments/dev/repositories/list.yaml",
    `${REPOSITORIES}    pullPrincipals: ["arn:aws:iam::444455556666:role/a@b"]\n`,
  );
  const [{ stdout }, again] = [await review("-o", "markdown"), await review("-o", "markdown")];
  expect(again.stdout).toBe(stdout);
  expect(stdout).toMatch(/^<!-- ecr review -->\n/);
  expect(stdout).toContain("role/a@\u200Bb may pull");
});

test("a comment for thousands of changes fits", async () => {
  const many = Array.from(
    { length: 3000 },
    (_, index) => `  - repositoryName: team/service-${index}\n    tags: { T: "${index}" }\n`,
  );
  const shared = Array.from(
    { length: 400 },
    (_, index) =>
      `  - repositoryName: shop/${"x".repeat(150)}-${index}\n    pullPrincipals: ["${444455550000 + index}"]\n`,
  );
  project.write("environments/dev/repositories/many.yaml", `repositories:\n${many.join("")}${shared.join("")}`);
  const { stdout } = await review("-o", "markdown");
  expect(stdout.length).toBeLessThan(60_000);
  expect(stdout).toContain("more");
});

test("a page loads nothing and escapes what it shows", async () => {
  project.write("environments/dev/repositories/list.yaml", REPOSITORIES.replace("team/web", "team/site"));
  const { stdout } = await review("-o", "html");
  expect(stdout).toMatch(/^<!doctype html>/);
  expect(stdout).not.toMatch(/src=|href=/);
  expect(stdout).toContain("team/web: no longer declared");
});

function policyOf(days: number): string {
  return `repositories:
  - repositoryName: team/api
    lifecyclePolicy:
      rules:
        - rulePriority: 1
          selection: { tagStatus: untagged, countType: sinceImagePushed, countUnit: days, countNumber: ${days} }
          action: { type: expire }
`;
}

function listing(repositoryName: string): object {
  return {
    imageDetails: [
      {
        registryId: "111122223333",
        repositoryName,
        imageDigest: `sha256:${"a".repeat(64)}`,
        imageSizeInBytes: 1024,
        imagePushedAt: "2026-06-25T00:00:00+00:00",
        imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
      },
    ],
  };
}
