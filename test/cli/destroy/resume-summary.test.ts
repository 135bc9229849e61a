import { destroyedStacks } from "../../../src/cli/destroy/resume-summary";

const STACKS = ["dev-registry", "dev-access", "dev-cluster"];
const LOG = `
dev-cluster   Destroy complete! Resources: 0 destroyed.
dev-registry  aws_ecr_lifecycle_policy.team_api: Destruction complete after 0s
dev-access    aws_iam_role.operator: Destruction complete after 1s
dev-registry  aws_ecr_repository.team_api: Destruction complete after 0s
              aws_ecr_repository.team_slow: Still destroying... [id=team/slow, 10s elapsed]
dev-access
              Destroy complete! Resources: 1 destroyed.
`;

test("stacks count that are gone whole, whichever way their last line is written", () => {
  expect(destroyedStacks(LOG, STACKS)).toEqual(["dev-access", "dev-cluster"]);
});

test("a log that is not there says that nothing is gone", () => {
  expect(destroyedStacks("", STACKS)).toEqual([]);
});
