import { existsSync } from "node:fs";
import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  PutImageTagMutabilityCommand,
  TagResourceCommand,
} from "@aws-sdk/client-ecr";
import { App } from "cdktf";
import { Command } from "commander";
import { parse } from "yaml";
import { requireEnvironment } from "../../src/cli/support/environments";
import { registerHandover } from "../../src/cli/handover/command";
import { addStacks } from "../../stacks/add-stacks";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Workspace } from "../support/e2e/workspace";

const REGION = "ca-central-1";
const NAME = "handover/api";
const emulator = sharedEmulator(REGION);
const ENVIRONMENT = `# Trials.
account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { local: {} }
tags: { Owner: platform } # of everything
operator:
  install: helm
  roleName: handover-operator
  manages: ["sandbox/"] # the operator's
cluster: { oidcIssuer: "https://oidc.example.com/handover", oidcProvider: create }
`;
const LIST = `repositories:
  # The public API.
  - repositoryName: ${NAME}
    lifecyclePolicy:
      rules:
        - rulePriority: 1
          selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 5 }
          action: { type: expire }
    tags: { Team: api }
  # Stays.
  - repositoryName: handover/web
`;
const ecr = new ECRClient(emulator.config);
let variables: NodeJS.ProcessEnv;
const project = new Workspace({
  "environments/hand/environment.yaml": ENVIRONMENT,
  "environments/hand/repositories/list.yaml": LIST,
}).keepProvider();

beforeAll(() => {
  variables = { ...process.env };
  process.env = { ...emulator.env };
});
afterAll(() => {
  process.env = variables;
  project.dispose();
  ecr.destroy();
});

interface Told {
  readonly consequences: readonly string[];
  readonly steps: readonly { readonly id: string; readonly state: string; readonly commands: readonly string[] }[];
  readonly files: readonly string[];
}

/** Runs the command here, in the project of the test. */
async function handover(...args: readonly string[]): Promise<Told> {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    const program = new Command("ecr").exitOverride();
    registerHandover(program, project.folder);
    await program.parseAsync(["handover", "hand", NAME, "-o", "json", ...args], { from: "user" });
    return JSON.parse(written.join("")) as Told;
  } finally {
    spy.mockRestore();
  }
}

async function next(...args: readonly string[]): Promise<string | undefined> {
  const { steps } = await handover(...args);
  return steps.find(({ state }) => state === "next")?.id;
}

const file = (name: string): string => project.read(`environments/hand/${name}`);

/** The repository as AWS has it, all of it. */
async function inAws(repositoryName = NAME): Promise<object> {
  const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  const { lifecyclePolicyText } = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));
  const resourceArn = repositories[0]?.repositoryArn;
  const { tags = [] } = await ecr.send(new ListTagsForResourceCommand({ resourceArn }));
  return {
    repository: repositories[0],
    lifecyclePolicyText,
    tags: tags.map(({ Key, Value }) => `${Key}=${Value}`).sort(),
  };
}

type Stack = "registry" | "access";

function terraform(stack: Stack, ...args: readonly string[]): Promise<string> {
  return project.terraform(args, emulator.env, `cdktf.out/stacks/hand-${stack}`);
}

/** Synthesizes what the files say now, and lets Terraform do something with one of the stacks. */
async function run(stack: Stack, ...args: readonly string[]): Promise<string> {
  const app = new App({ outdir: project.path("cdktf.out"), skipValidation: true });
  addStacks(app, { environment: requireEnvironment(project.folder, "hand"), projectFolder: "../../.." });
  app.synth();
  if (!existsSync(project.path(`cdktf.out/stacks/hand-${stack}/.terraform`))) {
    await terraform(stack, "init", "-input=false", "-no-color");
  }
  return terraform(stack, ...args, "-input=false", "-no-color");
}

const deploy = (stack: Stack): Promise<string> => run(stack, "apply", "-auto-approve");
const inState = (): Promise<string> => terraform("registry", "state", "list");

const OPERATOR = ["--to", "operator"];
const TERRAFORM = ["--to", "terraform"];

test("a repository goes to the operator, and comes back, with one owner at a time and unchanged", async () => {
  await deploy("registry");
  await deploy("access");
  const before = await inAws();

  // GIVEN nothing is done yet, all is said and nothing written.
  const first = await handover(...OPERATOR);
  expect(first.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
    ...["undeclare next", "deploy-registry later", "assign later", "deploy-access later", "apply later"],
  ]);
  expect(first.consequences.join("\n")).toMatch(/even Retain.*\n.*prevent_destroy/);
  expect(file("repositories/list.yaml")).toBe(LIST);

  // WHEN the declaration goes
  const { files } = await handover(...OPERATOR, "--write");
  expect(files.map((path) => path.slice(project.folder.length + 1)).sort()).toEqual([
    ...["environments/hand/environment.yaml", "environments/hand/repositories/list.yaml"],
    "handover/hand/handover-api.yaml",
  ]);
  expect(file("environment.yaml")).toBe(`${ENVIRONMENT}removed:\n  - ${NAME}\n`);
  expect(file("repositories/list.yaml")).not.toContain(NAME);
  expect(parse(project.read("handover/hand/handover-api.yaml"))).toMatchObject({
    kind: "ECRRepository",
    spec: {
      repositoryName: NAME,
      imageTagMutability: "IMMUTABLE",
      scanOnPush: true,
      tags: { Owner: "platform", Team: "api" },
    },
  });

  // AND where a run was killed before the entry went, the next one finishes it
  const list = file("repositories/list.yaml");
  project.write("environments/hand/repositories/list.yaml", LIST);
  expect(await next(...OPERATOR)).toBe("undeclare");
  expect(await next(...OPERATOR, "--write")).toBe("deploy-registry");
  expect(file("repositories/list.yaml")).toBe(list);

  // THEN nothing more is written before it is deployed.
  await expect(handover(...OPERATOR, "--write")).rejects.toThrow(
    /Do this step yourself first.*\(still in Terraform's state: .*aws_ecr_repository\.handover_api.*\)\n {2}npx cdktf deploy hand-registry/,
  );
  await deploy("registry");
  expect(await inState()).not.toContain("handover_api");
  expect(await inState()).toContain("aws_ecr_repository.handover_web");
  expect(await inAws()).toEqual(before);

  // WHEN the operator gets it
  expect(await next(...OPERATOR, "--write")).toBe("deploy-access");
  expect(parse(file("environment.yaml"))).toMatchObject({ operator: { manages: ["sandbox/", NAME] } });
  await expect(handover(...OPERATOR, "--write")).rejects.toThrow("npx cdktf deploy hand-access");
  await deploy("access");
  expect(await next(...OPERATOR)).toBe("apply");
  expect(await inAws()).toEqual(before);

  // AND changes it, as it may
  await ecr.send(new PutImageTagMutabilityCommand({ repositoryName: NAME, imageTagMutability: "MUTABLE" }));
  const resourceArn = `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/${NAME}`;
  await ecr.send(new TagResourceCommand({ resourceArn, tags: [{ Key: "By", Value: "operator" }] }));
  const changed = await inAws();

  // WHEN Terraform takes it back, the role loses it first.
  expect(await next(...TERRAFORM)).toBe("unassign");
  expect(await next(...TERRAFORM, "--write")).toBe("deploy-access");
  expect(parse(file("environment.yaml"))).toMatchObject({ operator: { manages: ["sandbox/"] } });
  await expect(handover(...TERRAFORM, "--write")).rejects.toThrow("npx cdktf deploy hand-access");
  await deploy("access");

  // THEN it is declared as it is by now, and imported without a change; a run that was killed half way is finished by the next.
  const released = file("environment.yaml");
  await handover(...TERRAFORM, "--write");
  project.write("environments/hand/environment.yaml", released);
  expect(await next(...TERRAFORM)).toBe("declare");
  const declared = await handover(...TERRAFORM, "--write");
  expect(declared.steps.find(({ state }) => state === "next")?.id).toBe("deploy-registry");
  const { removed, imports } = parse(file("environment.yaml")) as Record<string, unknown>;
  expect({ removed, imports }).toEqual({ removed: undefined, imports: [NAME] });
  const plan = await run("registry", "plan");
  expect(plan).toMatch(/Plan: 2 to import, 0 to add, 0 to change, 1 to destroy/);
  expect(plan).toContain(`# terraform_data.released["${NAME}"] will be destroyed`);
  expect(await deploy("registry")).toMatch(/2 imported, 0 added, 0 changed, 1 destroyed/);
  expect(await inAws()).toEqual(changed);

  // AND at last the import goes.
  expect(await next(...TERRAFORM, "--write")).toBeUndefined();
  expect(parse(file("environment.yaml"))).not.toHaveProperty("imports");
  expect(file("environment.yaml")).toContain("tags: { Owner: platform } # of everything");
  expect(await run("registry", "plan")).toContain("No changes.");
}, 900_000);

test("two owners at once are told, and nothing is written", async () => {
  const sound = file("environment.yaml");
  const list = file("repositories/handover.yaml");
  project.write("environments/hand/repositories/handover.yaml", "repositories: []\n");
  project.write(
    "environments/hand/environment.yaml",
    sound.replace('["sandbox/"]', `["sandbox/", "${NAME}"]`) + `removed: [${NAME}]\n`,
  );
  await expect(handover(...OPERATOR)).rejects.toThrow(
    /^handover\/api has two owners: Terraform's state contains .*aws_ecr_repository\.handover_api.*, and operator\.manages contains "handover\/api"/,
  );
  project.write("environments/hand/environment.yaml", sound);
  project.write("environments/hand/repositories/handover.yaml", list);
});

test("what is not there, or is nobody's, is not handed over", async () => {
  const run = (...args: readonly string[]): Promise<unknown> => {
    const program = new Command("ecr").exitOverride();
    registerHandover(program, project.folder);
    return program.parseAsync(["handover", ...args], { from: "user" });
  };
  await expect(run("hand", "handover/none", ...OPERATOR)).rejects.toThrow(
    "handover/none does not exist in AWS, so there is nothing to hand over",
  );
  await expect(run("hand", "Bad", ...OPERATOR)).rejects.toThrow('expected a repository name, found "Bad"');
  await expect(run("other", NAME, ...OPERATOR)).rejects.toThrow('found "other"');
  const bare = `account: "${EMULATED_ACCOUNT}"\nregion: us-west-1\nstate: { local: {} }\n`;
  project.write("environments/bare/environment.yaml", bare);
  await expect(run("bare", NAME, ...OPERATOR)).rejects.toThrow("bare does not have an operator");
  project.write("environments/bare/environment.yaml", ENVIRONMENT.replace(EMULATED_ACCOUNT, "999988887777"));
  await expect(run("bare", NAME, ...OPERATOR)).rejects.toThrow("expected AWS credentials for account 999988887777");
});
