import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { Repository } from "../support/cli/review";
import { startBrowser } from "../support/e2e/browser";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";

const REGION = "ap-southeast-3";
const emulator = sharedEmulator(REGION);
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

const ENVIRONMENT = `account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
repositories: [list.yaml]
ciRoles:
  - roleName: reviewed-push
    github: { repository: acme/api, branch: main }
    repositories: [reviewed/api]
registry:
  replication:
    - destinations: [{ region: eu-central-1 }]
`;
const LIST = `repositories:
  - repositoryName: reviewed/api
    lifecyclePolicy: { keepNewest: 10 }
    pullPrincipals: ["444455556666"]
  - repositoryName: reviewed/web
    deletionPolicy: Retain
  - repositoryName: reviewed/empty
`;

let project: Repository;
let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  variables = { ...process.env };
  process.env = { ...emulator.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  const client = new ECRClient(emulator.config);
  for (const repositoryName of ["reviewed/api", "reviewed/web"]) {
    await client.send(new CreateRepositoryCommand({ repositoryName }));
    for (const tag of ["v1", "v2", "v3"]) {
      const part = { mediaType: "application/octet-stream", size: 1024, digest: digestOf(tag) };
      const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config: part, layers: [part] });
      const imageDigest = digestOf(imageManifest);
      await client.send(
        new PutImageCommand({
          repositoryName,
          imageManifest,
          imageManifestMediaType: MANIFEST,
          imageTag: tag,
          imageDigest,
        }),
      );
    }
  }
  client.destroy();
  project = new Repository();
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/repositories/list.yaml", "repositories: []\n");
  project.git("rm", "--quiet", "--force", "--ignore-unmatch", "--cached", "environments/dev/repositories/list.yaml");
  project.write("environments/dev/list.yaml", LIST);
  project.commit();
});

afterAll(() => {
  process.env = variables;
  project.remove();
});

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

interface Scenario {
  readonly environment?: readonly [from: string, to: string];
  readonly list?: readonly [from: string, to: string];
  readonly worst: string;
}

/** What a pull request changes, and the last line of its review with the images in AWS. */
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "a rule that keeps fewer images": {
    list: ["keepNewest: 10", "keepNewest: 1"],
    worst: "high: 2 images in 1 repository would be deleted within a day",
  },
  "a rule that keeps fewer images, but enough": {
    list: ["keepNewest: 10", "keepNewest: 5"],
    worst: "low: lifecycle policy changes (reviewed/api)",
  },
  "another account that pulls": {
    list: ['["444455556666"]', '["444455556666", "777788889999"]'],
    worst: "medium: account 777788889999 may pull (reviewed/api)",
  },
  "another account that pushes": {
    list: ["    deletionPolicy: Retain", '    deletionPolicy: Retain\n    pushPrincipals: ["777788889999"]'],
    worst: "high: account 777788889999 may push (reviewed/web)",
  },
  "a principal less": {
    list: ['    pullPrincipals: ["444455556666"]\n', ""],
    worst: "medium: account 444455556666 may no longer pull (reviewed/api)",
  },
  "a retained repository that is dropped": {
    list: ["  - repositoryName: reviewed/web\n    deletionPolicy: Retain\n", ""],
    worst: "high: Terraform rejects the plan (reviewed/web)",
  },
  "a repository that is dropped": {
    list: ["  - repositoryName: reviewed/empty\n", ""],
    worst: "high: reviewed/empty would be deleted",
  },
  "a renamed repository": {
    list: ["reviewed/empty", "reviewed/full"],
    worst: "high: reviewed/empty would be deleted",
  },
  "another encryption": {
    list: ["reviewed/empty", "reviewed/empty\n    encryptionConfiguration: { encryptionType: KMS }"],
    worst: "high: reviewed/empty would be replaced",
  },
  "a branch that pushes": {
    environment: ["branch: main", 'branch: [main, "hotfix/*"]'],
    worst: "high: repo:acme/api:ref:refs/heads/hotfix/* may push to reviewed/api",
  },
  "no replication": {
    environment: ["destinations: [{ region: eu-central-1 }]", "destinations: [{ region: eu-west-1 }]"],
    worst: "high: no longer replicated to eu-central-1 (reviewed/api and 2 more)",
  },
  "a new repository": {
    list: [
      "  - repositoryName: reviewed/empty",
      "  - repositoryName: reviewed/empty\n  - repositoryName: reviewed/new",
    ],
    worst: "note: new repository (reviewed/new)",
  },
};

test.each(Object.entries(SCENARIOS))("%s", async (_, { environment = ["", ""], list = ["", ""], worst }) => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT.replace(...environment));
  project.write("environments/dev/list.yaml", LIST.replace(...list));
  const { stdout, error, exitCode } = await project.run("review", "--live", "--fail-on", "high");
  expect(error).toBeUndefined();
  expect(stdout.trimEnd().split("\n").at(-1)).toBe(worst);
  expect(exitCode).toBe(worst.startsWith("high") ? 1 : 0);
});

test("a retained repository with images says how many are at stake", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/list.yaml", LIST.replace("Retain", "Delete\n    forceDelete: true"));
  project.commit();
  project.write(
    "environments/dev/list.yaml",
    LIST.replace("  - repositoryName: reviewed/web\n    deletionPolicy: Retain\n", ""),
  );
  const { stdout } = await project.run("review", "--live");
  expect(stdout).toContain("It contains 3 images (3.0 kB). AWS deletes them too.");
});

test("AWS with another account is reported, and the rest of the review is there", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT.replace(EMULATED_ACCOUNT, "999988887777"));
  const { stdout, exitCode } = await project.run("review", "dev", "--live", "--base", "HEAD");
  expect(stdout).toContain("The environment moves from account");
  expect(exitCode).toBe(0);
  project.commit();
  project.write(
    "environments/dev/list.yaml",
    LIST.replace("keepNewest: 10", "keepNewest: 1").replace("Retain", "Delete\n    forceDelete: true"),
  );
  const other = await project.run("review", "dev", "--live");
  expect(other.stdout).toContain(
    `expected AWS credentials for account 999988887777, found account ${EMULATED_ACCOUNT}`,
  );
  expect(other.stdout).toContain("reviewed/api: its lifecycle policy changes");
  expect(other.exitCode).toBe(2);
});

test("the page works without a server, and shows the worst finding first", async () => {
  project.write("environments/dev/environment.yaml", ENVIRONMENT);
  project.write("environments/dev/list.yaml", LIST.replace("keepNewest: 10", "keepNewest: 1"));
  project.commit();
  project.write("environments/dev/list.yaml", LIST.replace("reviewed/empty", "reviewed/full"));
  const { stdout } = await project.run("review", "-o", "html");
  const path = project.write("review.html", "");
  writeFileSync(path, stdout);
  const browser = await startBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path).href);
    expect(requests).toHaveLength(1);
    expect(await page.locator(".summary").innerText()).toBe("high: reviewed/empty would be deleted");
    expect(await page.locator("li > span").first().innerText()).toBe("high");
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
  } finally {
    await browser.close();
  }
});
