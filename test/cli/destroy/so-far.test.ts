import { destroyedStacks, doneText, soFarText } from "../../../src/cli/destroy/words";

const STACKS = ["dev-registry", "dev-access"];

test("the report of a complete destruction has what was deleted and what stays", () => {
  expect(doneText(STACKS, 3, { images: 0, kept: [] })).toBe("Destroyed dev-registry, dev-access: 3 repositories.");
  expect(doneText(STACKS, 1, { images: 5, kept: ["team/base"] })).toBe(
    "Destroyed dev-registry, dev-access: 1 repository.\nDeleted 5 images first.\nStill in AWS, but no longer managed by Terraform: team/base.",
  );
});

test("the report of an incomplete destruction has what was done and where the policies are", () => {
  const partial = { stacks: [], total: 2, remaining: ["team/api"], images: 3, kept: [], policiesForgotten: true };
  const [first, policies, ...rest] = soFarText(partial).split("\n");
  expect(first).toBe("Destroyed so far: no stack completely, 1 of 2 repositories, 3 images.");
  expect(policies).toMatch(/^The policies of the remaining repositories are still in AWS/);
  expect(rest).toEqual(["To continue, run the command again."]);
  expect(soFarText({ ...partial, policiesForgotten: false })).not.toContain("policies");
  expect(soFarText({ ...partial, found: "team/api (1 image)" }).split("\n")[1]).toBe(
    "Added since the last count: team/api (1 image).",
  );
  expect(soFarText({ ...partial, remaining: [], stacks: ["dev-access"] })).toBe(
    "Destroyed so far: dev-access, 2 of 2 repositories, 3 images.\nTo continue, run the command again.",
  );
  expect(soFarText({ ...partial, remaining: undefined })).toContain(
    "no stack completely, an unknown number of repositories (of 2)",
  );
});

const LOGGED = ["dev-registry", "dev-access", "dev-cluster"];
const LOG = `
dev-cluster   Destroy complete! Resources: 0 destroyed.
dev-registry  aws_ecr_lifecycle_policy.team_api: Destruction complete after 0s
dev-access    aws_iam_role.operator: Destruction complete after 1s
dev-registry  aws_ecr_repository.team_api: Destruction complete after 0s
              aws_ecr_repository.team_slow: Still destroying... [id=team/slow, 10s elapsed]
dev-access
              Destroy complete! Resources: 1 destroyed.
`;

test("a stack is destroyed if its last line is in the log, in either form", () => {
  expect(destroyedStacks(LOG, LOGGED)).toEqual(["dev-access", "dev-cluster"]);
});

test("an empty log has no destroyed stacks", () => {
  expect(destroyedStacks("", LOGGED)).toEqual([]);
});
