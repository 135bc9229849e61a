import { execFile } from "node:child_process";
import { chmodSync } from "node:fs";
import { promisify } from "node:util";
import { CreateRoleCommand, DeleteRoleCommand, GetRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { type PolicyDocument } from "../../src/domain/iam/policy";
import { planScript } from "../../src/operations/ci-workflow/plan-script";
import { seedEmulator } from "../../src/emulator/seed";
import { runnerPolicies, type RunnerPolicy } from "../../src/operations/runner-policy/runner-policies";
import { readStack, type Body } from "../../src/operations/runner-policy/stack";
import { isAllowed, statementsOf } from "../support/e2e/authorization/decisions";
import { AuthorizingProxy, type PoliciesOf, type Recorded } from "../support/e2e/authorization/proxy";
import { type AuthorizedAction } from "../support/e2e/authorization/request";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project } from "../support/e2e/project";
import { createSecret } from "../support/e2e/secrets";
import { RUNNER_ENVIRONMENT, runnerFiles, updatedFiles, type Facts } from "../support/e2e/runner-environment";

const REGION = "eu-south-1";
const STACKS = ["run-registry", "run-access"];
const roleArn = (name: string): string => `arn:aws:iam::${EMULATED_ACCOUNT}:role/${name}`;
const FACTS: Facts = {
  account: EMULATED_ACCOUNT,
  region: REGION,
  provider: roleArn("deploy"),
  state: roleArn("state"),
};

const emulator = sharedEmulator(REGION);
const kms = new KMSClient(emulator.config);
const iam = new IAMClient(emulator.config);
let proxy: AuthorizingProxy;
let project: Project;

beforeAll(async () => {
  const { bucket, cluster, issuer, alias, nodes, secrets } = RUNNER_ENVIRONMENT;
  await seedEmulator(emulator.config, {
    stateBucket: bucket,
    eksClusters: [cluster],
    oidcProviders: { issuers: [issuer], eksClusters: [] },
  });
  const trust = { Version: "2012-10-17", Statement: [] };
  await iam.send(new CreateRoleCommand({ RoleName: nodes, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  for (const Name of secrets) await createSecret(emulator, REGION, Name);
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyMetadata?.KeyId }));
  proxy = await AuthorizingProxy.start(emulator.endpoint, {
    [KeyMetadata?.Arn ?? ""]: [alias],
    [`arn:aws:kms:${REGION}:${EMULATED_ACCOUNT}:key/managed`]: ["alias/aws/ecr"],
  });
  project = new Project(runnerFiles(FACTS), emulator.env);
  await project.synthesize();
});

afterAll(async () => {
  await iam.send(new DeleteRoleCommand({ RoleName: RUNNER_ENVIRONMENT.nodes }));
  iam.destroy();
  kms.destroy();
  project.dispose();
  await proxy.stop();
});

/** The printed policies for the stacks as they are synthesized now. */
function printed(planOnly: boolean): readonly RunnerPolicy[] {
  return STACKS.flatMap((name) => {
    const json = JSON.parse(project.workspace.read(`cdktf.out/stacks/${name}/cdk.tf.json`)) as Body;
    return runnerPolicies(readStack(name, json), { planOnly }).policies;
  });
}

/** The statements that an identity has: each stack is deployed by a program of its own, with the stack's policies. */
function statementsIn(policies: readonly RunnerPolicy[]): PoliciesOf {
  const read = policies.map(({ stack, role, document }) => ({ stack, role, statements: statementsOf(document) }));
  return ({ program, role }) => read.flatMap((it) => (it.stack === program && it.role === role ? it.statements : []));
}

function refused(requests: readonly Recorded[], statements: PoliciesOf): Recorded[] {
  return requests.filter((request) => !isAllowed(request.actions, statements(request)));
}

/** Runs Terraform for each stack, with an access key that names the stack. */
async function onEachStack(command: string, ...args: readonly string[]): Promise<string[]> {
  return Promise.all(STACKS.map((stack) => terraform(stack, command, ...args)));
}

async function terraform(stack: string, command: string, ...args: readonly string[]): Promise<string> {
  const env = { ...emulator.env, AWS_ENDPOINT_URL: proxy.endpoint, AWS_ACCESS_KEY_ID: stack };
  const words = [command, "-input=false", "-no-color", ...args];
  return project.workspace.terraform(words, env, `cdktf.out/stacks/${stack}`);
}

/** The steps of the deployment, with the policies that they ran under. */
const steps: { readonly policies: readonly RunnerPolicy[]; readonly requests: readonly Recorded[] }[] = [];

/** Runs something under the policies. @returns the requests that it made */
async function requestsUnder(policies: readonly RunnerPolicy[], run: () => Promise<void>): Promise<Recorded[]> {
  proxy.policies = statementsIn(policies);
  const before = proxy.recorded.length;
  await run();
  return proxy.recorded.slice(before);
}

/** Runs a step of the deployment under the policies. @returns what Terraform printed for each stack */
async function under(policies: readonly RunnerPolicy[], run: () => Promise<string[]>): Promise<string[]> {
  let said: string[] = [];
  const requests = await requestsUnder(policies, async () => {
    said = await run();
  });
  steps.push({ policies, requests });
  return said;
}

/** Actions of which the names say that they write. */
const WRITES = /:(Add|Attach|Create|Delete|Detach|Disable|Enable|Generate|Pass|Put|Remove|Retire|Set|Tag|Untag|Update)/;

/** The statements of a policy that alone allow something that was requested: without them, that would be refused. */
function neededSids(policy: RunnerPolicy, policies: readonly RunnerPolicy[], requests: readonly Recorded[]): string[] {
  const ofHolder = policies.filter(({ stack, role }) => stack === policy.stack && role === policy.role);
  const statements = ofHolder.flatMap(({ document }) =>
    document.Statement.map((statement) => ({ statement, read: statementsOf({ ...document, Statement: [statement] }) })),
  );
  const own = requests.filter(({ program, role }) => program === policy.stack && role === policy.role);
  const texts = new Set(own.flatMap(({ actions }) => actions.map((action) => JSON.stringify(action))));
  return [...texts].flatMap((text) => {
    const allowing = statements.filter(({ read }) => isAllowed([JSON.parse(text) as AuthorizedAction], read));
    const [only] = allowing;
    const isOnly = allowing.length === 1 && only !== undefined && policy.document.Statement.includes(only.statement);
    return isOnly ? [`${policy.name}: ${only.statement.Sid ?? ""}`] : [];
  });
}

// The steps build on each other.
test("the policies let a deployment through", async () => {
  const policies = printed(false);
  await under(policies, async () => {
    await onEachStack("init");
    return onEachStack("apply", "-auto-approve");
  });
  expect(refused(proxy.recorded, statementsIn(policies))).toEqual([]);
  expect(new Set(proxy.recorded.map(({ role }) => role))).toEqual(new Set([undefined, FACTS.provider, FACTS.state]));
});

test("old and new policies let an update through", async () => {
  const old = printed(false);
  for (const [name, text] of Object.entries(updatedFiles(FACTS))) project.write(name, text);
  await project.synthesize();
  const said = await under([...old, ...printed(false)], () => onEachStack("apply", "-auto-approve"));
  expect(said.map((text) => text.includes("Apply complete!"))).toEqual([true, true]);
});

test("those of --plan-only let a plan without a lock through, and nothing that a deployment writes", async () => {
  const policies = printed(true);
  const requests = await requestsUnder(policies, async () => {
    const said = await onEachStack("plan", "-lock=false");
    expect(said.map((text) => /No changes\./.exec(text)?.[0] ?? text)).toEqual(["No changes.", "No changes."]);
  });
  expect(requests.every(({ wasAllowed }) => wasAllowed)).toBe(true);
  const writes = proxy.recorded.filter(({ actions }) => actions.some(({ action }) => WRITES.test(action)));
  expect(writes.length).toBeGreaterThan(50);
  expect(refused(writes, proxy.policies)).toEqual(writes);
  await expect(terraform("run-registry", "apply", "-auto-approve")).rejects.toThrow(
    /AccessDenied: not\s+authorized: s3:PutObject/,
  );
});

test("the role for reviews may plan without a lock, and do nothing that a deployment writes", async () => {
  const RoleName = RUNNER_ENVIRONMENT.reviewer;
  const documents = await Promise.all(
    ["review", "plan"].map(async (PolicyName) => {
      const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      return JSON.parse(decodeURIComponent(PolicyDocument)) as PolicyDocument;
    }),
  );
  const statements = documents.flatMap((document) => statementsOf(document));
  proxy.policies = ({ program, role }) => (program === "review" && role === undefined ? statements : []);
  const before = proxy.recorded.length;
  const { workspace } = project;
  for (const stack of STACKS)
    workspace.write(
      `job/cdktf.out/stacks/${stack}/cdk.tf.json`,
      workspace.read(`cdktf.out/stacks/${stack}/cdk.tf.json`),
    );
  // Showing a plan asks nothing of AWS, and takes as long as planning. The provider is in a mirror already.
  const tools = {
    npx: `printf '%s\\n' ${STACKS.join(" ")}`,
    terraform: 'case "$*" in *show*) ;; *) unset TF_PLUGIN_CACHE_DIR; "$TERRAFORM" "$@" ;; esac',
  };
  for (const [name, text] of Object.entries(tools)) {
    workspace.write(`job/${name}`, `#!/bin/sh\n${text}\n`);
    chmodSync(workspace.path("job", name), 0o755);
  }
  const script = planScript("run", { hasClusters: false, namesCredentials: true }, "main");
  const path = process.env["PATH"] ?? "";
  const env = {
    ...{ ...process.env, ...emulator.env, AWS_ENDPOINT_URL: proxy.endpoint, AWS_ACCESS_KEY_ID: "review" },
    ...{ PATH: `${workspace.path("job")}:${path}`, TERRAFORM: await terraformIn(path) },
  };
  const { stdout } = await promisify(execFile)("bash", ["-eo", "pipefail", "-c", script], {
    ...{ cwd: workspace.path("job"), env },
  });
  expect(stdout.match(/^No changes\./gm)).toHaveLength(STACKS.length);
  const requests = proxy.recorded.slice(before);
  expect(requests.length).toBeGreaterThan(30);
  expect(requests.filter(({ wasAllowed }) => !wasAllowed)).toEqual([]);
  const writes = proxy.recorded.filter(({ actions }) => actions.some(({ action }) => WRITES.test(action)));
  expect(writes.filter(({ actions }) => isAllowed(actions, statements))).toEqual([]);
});

async function terraformIn(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)("sh", ["-c", "command -v terraform"], { env: { PATH: path } });
  return stdout.trim();
}

test("the policies let the destruction through", async () => {
  const said = await under(printed(false), () => onEachStack("destroy", "-auto-approve"));
  expect(said.map((text) => text.includes("Destroy complete!"))).toEqual([true, true]);
});

test("no statement is superfluous: without any one of them, a request of the run would be refused", () => {
  const requests = steps.flatMap((step) => step.requests);
  const needed = steps.flatMap(({ policies }) => policies.flatMap((policy) => neededSids(policy, policies, requests)));
  const all = new Set(
    steps.flatMap(({ policies }) =>
      policies.flatMap(({ name, document }) => document.Statement.map(({ Sid }) => `${name}: ${Sid ?? ""}`)),
    ),
  );
  expect(all.size).toBeGreaterThan(40);
  // The emulator does not turn Inspector off.
  const superfluous = [...all].filter((sid) => !needed.includes(sid) && !sid.endsWith(": DisableInspector"));
  expect(superfluous).toEqual([]);
});

/** Granted and not requested here, with the reason. */
const NOT_REQUESTED = [
  // The emulator cannot change the audiences of a provider.
  ...["iam:AddClientIDToOpenIDConnectProvider", "iam:RemoveClientIDFromOpenIDConnectProvider"],
  // The emulator drops a role's description with this, so that the next plan has a change.
  "iam:UpdateRole",
  // AWS documents that whoever turns on enhanced scanning needs these.
  ...["inspector2:Disable", "inspector2:ListCoverage", "inspector2:ListFindings"],
];

test("every action is requested, except where the emulator cannot", () => {
  const granted = steps.flatMap(({ policies }) =>
    policies.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action ?? [])),
  );
  const requested = new Set(proxy.recorded.flatMap(({ actions }) => actions.map(({ action }) => action)));
  expect([...new Set(granted)].filter((action) => !requested.has(action)).sort()).toEqual(NOT_REQUESTED);
});
