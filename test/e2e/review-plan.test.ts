import {
  DeleteLifecyclePolicyCommand,
  DeleteRepositoryCommand,
  ECRClient,
  PutImageTagMutabilityCommand,
  TagResourceCommand,
} from "@aws-sdk/client-ecr";
import { PLAN_KINDS } from "../../src/operations/review/plan/kinds";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { Project, type PlannedChange } from "../support/e2e/project";
import { randomPairs, type Pair } from "../support/e2e/review-pairs";

const REGION = "eu-south-2";
const STACK = "pairs-registry";
const PAIRS = randomPairs(60, 20261130);

const emulator = sharedEmulator(REGION);
const project = new Project({}, emulator.env);
const workspace = project.workspace.keepProvider();

/** Repositories that no declaration changes. */
const SAME = ["mutable", "bare", "gone", "tagged", "lost", "kept", "edited", "tainted"];
const ecr = new ECRClient(emulator.config);

afterAll(() => {
  ecr.destroy();
  project.dispose();
});

const keep = (countNumber: number): object => ({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    },
  ],
});

function declare(revision: "before" | "after"): void {
  const listed = (as: Pair["listed"]): string[] =>
    revision === "before" ? [] : PAIRS.flatMap((pair) => (pair.listed === as ? [pair.name] : []));
  const environment = {
    account: EMULATED_ACCOUNT,
    region: REGION,
    state: { local: {} },
    lifecyclePolicies: { newest: keep(30), oldest: keep(3) },
    removed: listed("removed"),
    released: listed("released"),
  };
  project.write("pairs/environment.yaml", JSON.stringify(environment));
  const same = SAME.map((name) => ({
    repositoryName: `same/${name}`,
    imageTagMutability: "IMMUTABLE",
    lifecyclePolicy: "newest",
    pullPrincipals: ["444455556666"],
  }));
  const repositories = [...same, ...PAIRS.flatMap((pair) => pair[revision] ?? [])];
  project.write("pairs/repositories/list.yaml", JSON.stringify({ repositories }));
}

async function git(...args: readonly string[]): Promise<void> {
  const who = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  const { exit, stderr } = await workspace.run("git", [...who, ...args], process.env);
  if (exit !== 0) throw new Error(stderr);
}

interface JsonFinding {
  readonly kind: string;
  readonly repositories: readonly string[];
  readonly resources?: readonly string[];
  readonly message: string;
  readonly details: readonly string[];
}

interface JsonReview {
  readonly environments: readonly [
    { readonly findings: readonly JsonFinding[]; readonly plans: readonly { readonly isAsReviewed: boolean }[] },
  ];
}

async function review(): Promise<JsonReview["environments"][0]> {
  const command = ["-r", "tsx/cjs", "src/cli/ecr.ts", "review", "--base", "HEAD", "--plan", "plan.json", "-o", "json"];
  const [environment] = (JSON.parse(await workspace.node(command, emulator.env)) as JsonReview).environments;
  return environment;
}

/** Plans the stack that is synthesized, and what Terraform plans for each address. */
async function plan(): Promise<PlannedChange[]> {
  await project.terraform(STACK, "plan", "-out=tfplan");
  const text = await project.terraform(STACK, "show", "-json", "tfplan");
  workspace.write("plan.json", text);
  return (JSON.parse(text) as { readonly resource_changes: PlannedChange[] }).resource_changes;
}

/** The repository of an address. */
function repositoryOf(address: string): string {
  const name = /\["(.+)"\]$/.exec(address)?.[1] ?? /^aws_ecr_\w+?\.(pair\d)_(\d+)$/.exec(address)?.slice(1).join("/");
  if (name === undefined) throw new Error(`${address} belongs to no repository`);
  return name;
}

test("a review names every repository that a plan changes, and no other, and the plan is as reviewed", async () => {
  declare("before");
  await workspace.applyStacks(STACK, emulator.env);
  await git("init", "--quiet");
  workspace.write(".gitignore", "cdktf.out\nnode_modules\n.state\n");
  await git("add", "environments", "cdktf.json", "package.json");
  await git("commit", "--quiet", "--message", "base");

  declare("after");
  await project.synthesize();
  const changes = await plan();
  const changed = changes
    .filter(({ change, previous_address: previous }) => change.actions.join() !== "no-op" || previous !== undefined)
    .map(({ address }) => repositoryOf(address));
  const { findings, plans } = await review();
  expect(findings.filter(({ resources }) => resources !== undefined)).toEqual([]);
  expect(plans).toEqual([expect.objectContaining({ isAsReviewed: true })]);
  expect([...new Set(findings.flatMap(({ repositories }) => repositories))].sort()).toEqual(
    [...new Set(changed)].sort(),
  );
  expect(new Set(changes.map(({ change }) => change.actions.join()))).toEqual(
    new Set(["no-op", "create", "update", "delete", "delete,create", "forget"]),
  );
});

/** Edits the state. */
async function edit(...command: readonly string[]): Promise<void> {
  await workspace.terraform(command, emulator.env, `cdktf.out/stacks/${STACK}`);
}

/** What someone does to AWS, to the state, and to the configuration. */
async function meddle(): Promise<void> {
  const arn = `arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/same/tagged`;
  await ecr.send(new PutImageTagMutabilityCommand({ repositoryName: "same/mutable", imageTagMutability: "MUTABLE" }));
  await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName: "same/bare" }));
  await ecr.send(new DeleteRepositoryCommand({ repositoryName: "same/gone", force: true }));
  await ecr.send(new TagResourceCommand({ resourceArn: arn, tags: [{ Key: "Hotfix", Value: "yes" }] }));
  await edit("state", "rm", "aws_ecr_repository_policy.same_lost");
  await edit("taint", "aws_ecr_repository.same_tainted");
  const file = `cdktf.out/stacks/${STACK}/cdk.tf.json`;
  const json = JSON.parse(workspace.read(file)) as { resource: Record<string, Record<string, object>> };
  const { aws_ecr_repository: repositories = {}, aws_ecr_repository_policy: policies = {} } = json.resource;
  repositories["intruder"] = { name: "intruder" };
  Object.assign(repositories["same_edited"] ?? {}, { image_tag_mutability: "MUTABLE" });
  delete policies["same_kept"];
  workspace.write(file, JSON.stringify(json));
}

test("without a change of the declarations, everything that a plan changes is a finding", async () => {
  declare("before");
  await project.synthesize();
  await meddle();
  const changes = await plan();
  const { findings, plans } = await review();
  expect(plans).toEqual([expect.objectContaining({ isAsReviewed: false })]);
  const ofPlan = findings.filter(({ kind }) => kind in PLAN_KINDS);
  expect(findings).toEqual(ofPlan);
  const named = ofPlan.flatMap(({ kind, resources = [] }) => resources.map((address) => `${address} ${kind}`));
  expect(named.sort()).toEqual([
    "aws_ecr_lifecycle_policy.same_bare drift-undone",
    "aws_ecr_lifecycle_policy.same_gone drift-undone",
    "aws_ecr_repository.intruder plan-outside",
    "aws_ecr_repository.same_edited plan-misses",
    "aws_ecr_repository.same_gone drift-undone",
    "aws_ecr_repository.same_mutable drift-undone",
    "aws_ecr_repository.same_tagged drift-undone",
    "aws_ecr_repository.same_tainted plan-replaces",
    "aws_ecr_repository_policy.same_gone drift-undone",
    "aws_ecr_repository_policy.same_kept plan-destroys",
    "aws_ecr_repository_policy.same_lost plan-recreates",
  ]);
  const changed = changes.filter(({ change }) => change.actions.join() !== "no-op").map(({ address }) => address);
  expect(ofPlan.flatMap(({ resources = [] }) => resources).sort()).toEqual(changed.sort());
});
