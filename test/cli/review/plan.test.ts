import { PLAN_KINDS } from "../../../src/operations/review/plan/kinds";
import { type Ran } from "../../support/cli/lifecycle";
import { declareRecorded, recordedPlan, recordedProject, recordedText } from "../../support/cli/recorded-plans";
import { type Repository } from "../../support/cli/review";

let project: Repository;

beforeAll(() => {
  project = recordedProject();
});

afterAll(() => {
  project.remove();
});

const review = (...args: readonly string[]): Promise<Ran> => project.run("review", "rec", "--base", "HEAD", ...args);

interface JsonReview {
  readonly environments: readonly {
    readonly findings: readonly { readonly kind: string; readonly resources?: readonly string[] }[];
    readonly plans?: readonly object[];
    readonly unknown: readonly string[];
  }[];
}

async function ofPlans(...plans: readonly string[]) {
  const { stdout, error } = await review("-o", "json", "--plan", ...plans);
  expect(error).toBeUndefined();
  const [environment] = (JSON.parse(stdout) as JsonReview).environments;
  const findings = environment?.findings.filter(({ kind }) => kind in PLAN_KINDS) ?? [];
  return { findings, plans: environment?.plans, unknown: environment?.unknown };
}

const REGISTRY = { stack: "rec-registry", import: 0, create: 1, update: 4, replace: 0, delete: 0, forget: 0 };
const ACCESS = { ...REGISTRY, stack: "rec-access", create: 2, update: 5 };

test("plans of both stacks that Terraform made of the working tree are as reviewed", async () => {
  expect(await ofPlans("registry.json", "access.json")).toEqual({
    findings: [],
    plans: [
      { ...REGISTRY, isAsReviewed: true },
      { ...ACCESS, isAsReviewed: true },
    ],
    unknown: [],
  });
});

test("each plan is a line of the review in every form, and a stack without a plan is named", async () => {
  const lines = [
    "Plan of rec-registry: 1 to create, 4 to update, as reviewed.",
    "There is no plan for rec-access, which the change also affects.",
  ];
  for (const form of ["text", "markdown", "html"]) {
    const { stdout } = await review("-o", form, "--plan", "rec-registry=registry.json");
    for (const line of lines) expect(stdout.replaceAll(/\s+/g, " ")).toContain(line);
  }
});

test("a plan of the base's declarations misses everything that the change declares", async () => {
  declareRecorded(project, "before");
  project.write(
    "environments/rec/repositories/list.yaml",
    recordedText("before.repositories.yaml").replace("Retain", "Delete"),
  );
  const { findings } = await ofPlans("registry.json");
  expect(findings.map(({ kind }) => kind)).toContain("plan-misses");
  expect(findings).toContainEqual(
    expect.objectContaining({ kind: "plan-outside", resources: ["aws_ecr_repository.team_new"] }),
  );
  declareRecorded(project, "after");
});

test("a finding of a plan counts for --fail-on, and severities apply to it", async () => {
  const plan = recordedPlan("registry");
  plan.resource_changes.push({
    address: "aws_ecr_repository.intruder",
    mode: "managed",
    type: "aws_ecr_repository",
    change: { actions: ["create"], before: null, after: { name: "intruder" }, after_unknown: { arn: true } },
  });
  project.write("outside.json", plan);
  const outside = await review("--fail-on", "medium", "--plan", "outside.json");
  expect(outside).toMatchObject({ exitCode: 1, error: undefined });
  expect(outside.stdout.replaceAll(/\s+/g, " ")).toContain(
    "high The plan creates aws_ecr_repository.intruder, which the environment does not declare",
  );
  project.write("notes.json", { severities: { "plan-outside": "note" } });
  const noted = await review("--severities", "notes.json", "--plan", "outside.json");
  expect(noted.stdout).toMatch(/ note +The plan creates/);
});

test("an environment without a plan, one that is new and one that moves are said to be incomparable", async () => {
  project.write(
    "environments/rec/environment.yaml",
    recordedText("after.environment.yaml").replaceAll("eu-west-1", "eu-west-2"),
  );
  const { stdout } = await review("--plan", "registry.json");
  expect(stdout.replaceAll(/\s+/g, " ")).toContain(
    "The environment moves to a different registry, so its plans cannot be compared with the base.",
  );
  declareRecorded(project, "after");
  project.write(
    "environments/other/environment.yaml",
    `account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n`,
  );
  project.write("environments/other/repositories/list.yaml", "repositories: [{ repositoryName: other }]\n");
  const all = await project.run("review", "--base", "HEAD", "--plan", "registry.json");
  expect(all.stdout.replaceAll(/\s+/g, " ")).toContain(
    "There is no plan for this environment, so only its declarations are reviewed.",
  );
  project.git("clean", "--quiet", "-fd", "environments/other");
});

test("without a readable base, a plan is compared with the working tree only", async () => {
  project.git("stash", "--quiet");
  project.write("environments/rec/environment.yaml", `${recordedText("before.environment.yaml")}tagz: {}\n`);
  project.commit();
  project.git("stash", "drop", "--quiet");
  declareRecorded(project, "after");
  const { findings, unknown } = await ofPlans("registry.json");
  expect(findings).toEqual([]);
  expect(unknown).toContain(
    "The base cannot be read, so the plans are compared only with what the working tree declares.",
  );
  project.git("reset", "--quiet", "HEAD~1");
});

test("reviews that are joined keep their plans and the resources of their findings", async () => {
  const printed = await review("-o", "json", "--plan", "registry.json", "access.json");
  const file = project.write("review.json", printed.stdout);
  const joined = await project.run("review", "--from", file, "-o", "json");
  expect(JSON.parse(joined.stdout)).toEqual(JSON.parse(printed.stdout));
});

test("the stacks that the change affects can be listed, to plan them", async () => {
  expect((await review("-o", "stacks")).stdout).toBe("rec-registry\nrec-access\n");
  expect((await project.run("review", "--from", "x.json", "-o", "stacks")).error).toBe(
    "--from can be combined only with --fail-on and -o (except -o stacks), found -o stacks",
  );
  project.git("stash", "--quiet");
  expect((await review("-o", "stacks")).stdout).toBe("");
  project.git("stash", "pop", "--quiet");
});
