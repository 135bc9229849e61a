import { createHash } from "node:crypto";
import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import { environmentTree } from "../../src/cli/generate/environment-tree";
import { readEnvironments } from "../../src/config/read-environments";
import { guardAddress } from "../../src/domain/repository/retention";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";

const REGION = "eu-north-1";
const ENVIRONMENT = `
account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
repositoryDefaults: { lifecyclePolicy: newest }
lifecyclePolicies:
  newest:
    rules:
      - rulePriority: 1
        selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 30 }
        action: { type: expire }
`;
const STACK = "cdktf.out/stacks/keep-registry";
const BOTH = ["lifecycle", "repository"];

const emulator = sharedEmulator(REGION);
const ecr = new ECRClient(emulator.config);
const project = new Project({}, emulator.env);
project.workspace.keepProvider();

afterAll(() => {
  ecr.destroy();
  project.dispose();
});

/** Declares repositories by name, each open to another account, and synthesizes them. @param more lines of the environment */
async function declare(repositories: Readonly<Record<string, string>>, more = ""): Promise<void> {
  const entries = Object.entries(repositories).map(
    ([name, settings]) => `  - { repositoryName: keep/${name}, pullPrincipals: ["111122223333"]${settings} }\n`,
  );
  project.write("keep/environment.yaml", `${ENVIRONMENT}${more}`);
  project.write("keep/repositories/list.yaml", `repositories:\n${entries.join("")}`);
  await project.synthesize();
}

async function terraform(command: string, args: readonly string[] = [], folder = STACK): Promise<string> {
  return project.workspace.terraform([command, "-input=false", "-no-color", ...args], emulator.env, folder);
}

const apply = (): Promise<string> => terraform("apply", ["-auto-approve"]);

/** Which policies of a repository AWS has; `undefined` where there is no repository. */
async function policiesOf(name: string): Promise<string[] | undefined> {
  const repositoryName = `keep/${name}`;
  const has = (answer: Promise<unknown>): Promise<boolean> =>
    answer.then(
      () => true,
      () => false,
    );
  if (!(await has(ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }))))) return undefined;
  const lifecycle = await has(ecr.send(new GetLifecyclePolicyCommand({ repositoryName })));
  const repository = await has(ecr.send(new GetRepositoryPolicyCommand({ repositoryName })));
  return [...(lifecycle ? ["lifecycle"] : []), ...(repository ? ["repository"] : [])];
}

async function push(name: string): Promise<void> {
  const config = { mediaType: "application/vnd.docker.container.image.v1+json", size: 2048, digest: "sha256:1" };
  const mediaType = "application/vnd.docker.distribution.manifest.v2+json";
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
  const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
  await ecr.send(new PutImageCommand({ repositoryName: `keep/${name}`, imageTag: "1", imageDigest, imageManifest }));
}

const RETAIN = ", deletionPolicy: Retain";
const ORPHAN = ", deletionPolicy: Orphan";
const KMS = ", encryptionConfiguration: { encryptionType: KMS }";
const REFUSED = (name: string): RegExp =>
  new RegExp(`Instance cannot be destroyed[^]*terraform_data\\.retained_\\d\\["keep/${name}"\\]`);

/** A stack as it was before there were guards. */
function withoutGuards(json: string): string {
  const stack = JSON.parse(json) as { locals: Record<string, unknown>; resource: Record<string, unknown> };
  delete stack.resource["terraform_data"];
  for (const name of Object.keys(stack.locals)) {
    if (/^(retained|released)/.test(name)) Reflect.deleteProperty(stack.locals, name);
  }
  return JSON.stringify(stack);
}

// The steps build on each other, since each is what somebody does next with what is deployed.
test("a state that has no guards gets them, and nothing else changes", async () => {
  await declare({ api: RETAIN, web: ORPHAN, full: "", empty: "" });
  const stack = project.workspace.read(`${STACK}/cdk.tf.json`);
  project.workspace.write(`${STACK}/cdk.tf.json`, withoutGuards(stack));
  await terraform("init");
  expect(await apply()).toContain("12 added, 0 changed, 0 destroyed");
  await push("full");

  project.workspace.write(`${STACK}/cdk.tf.json`, stack);
  const said = await apply();
  expect(said).toContain("2 added, 0 changed, 0 destroyed");
  expect([...said.matchAll(/^ *# (\S+) will be created$/gm)].map(([, address]) => address).sort()).toEqual(
    [guardAddress("retained", "keep/api"), guardAddress("retained", "keep/web")].sort(),
  );
});

test("a dropped entry of a retained repository refuses the plan, and AWS keeps the repository with its policies", async () => {
  await declare({ web: ORPHAN, full: "", empty: "" });
  await expect(apply()).rejects.toThrow(REFUSED("api"));
  expect(await policiesOf("api")).toEqual(BOTH);

  // As HCL, which has its state in the same place.
  const [reading] = readEnvironments(project.workspace.folder);
  if (reading?.environment === undefined) throw new Error(JSON.stringify(reading?.problems));
  const folder = "terraform/environments/keep";
  for (const [path, text] of environmentTree(reading.environment)) project.workspace.write(`${folder}/${path}`, text);
  await terraform("init", [], `${folder}/registry`);
  await expect(terraform("plan", [], `${folder}/registry`)).rejects.toThrow(REFUSED("api"));
});

test("so do a dropped orphan, and a repository that becomes Delete without being released", async () => {
  await declare({ api: "", full: "", empty: "" });
  const refusal = apply();
  await expect(refusal).rejects.toThrow(REFUSED("api"));
  await expect(refusal).rejects.toThrow(REFUSED("web"));
  expect(await policiesOf("web")).toEqual(BOTH);
});

test("another encryption leaves the policies of a repository with images alone, and those of an empty one come a deployment later", async () => {
  const replaced = { api: RETAIN, web: ORPHAN, full: KMS, empty: KMS };
  await declare(replaced);
  await expect(apply()).rejects.toThrow(/RepositoryNotEmptyException/);
  expect(await policiesOf("full")).toEqual(BOTH);
  expect(await policiesOf("empty")).toEqual([]);

  await declare({ ...replaced, full: "" });
  expect(await apply()).toContain("2 added, 0 changed, 0 destroyed");
  expect(await policiesOf("empty")).toEqual(BOTH);
});

test("a removed repository stays with its policies, and a released one loses its guard and nothing else", async () => {
  await declare({ api: "", full: "", empty: KMS }, "removed: [keep/web]\nreleased: [keep/api]\n");
  expect(await apply()).toContain("0 added, 0 changed, 0 destroyed");
  const state = await project.workspace.terraform(["state", "list"], emulator.env, STACK);
  expect(state.split("\n").filter((line) => /web|terraform_data/.test(line))).toEqual([
    'terraform_data.released["keep/api"]',
    'terraform_data.released["keep/web"]',
  ]);
  expect(await policiesOf("web")).toEqual(BOTH);
  expect(await policiesOf("api")).toEqual(BOTH);
});

test("a released repository is deleted with its entry; of one with images only the policies are, before AWS refuses", async () => {
  await declare({ empty: KMS });
  await expect(apply()).rejects.toThrow(/RepositoryNotEmptyException/);
  expect(await policiesOf("api")).toBeUndefined();
  expect(await policiesOf("full")).toEqual([]);
  expect(await policiesOf("web")).toEqual(BOTH);
});
