import { describeChanges, isUnchanged, readApplySummaries } from "../../../src/cli/local/report";

const STACKS = ["local-registry", "local-access"];

// cdktf prints the stack's name before the first line, and blanks before the lines that follow.
const LOG = `
local-access    aws_iam_role.role: Creating...
local-registry  aws_ecr_repository.api: Creating...
local-access
                Apply complete! Resources: 1 added, 0 changed, 0 destroyed.

                Outputs:
local-registry
                Apply complete! Resources: 1 imported, 4 added, 2 changed, 3 destroyed.

  local-access
  operator_role_arn = arn:aws:iam::123456789012:role/operator
`;

test("each summary belongs to the stack that was named last", () => {
  expect(readApplySummaries(LOG, STACKS)).toEqual([
    { stack: "local-registry", added: 4, changed: 2, destroyed: 3 },
    { stack: "local-access", added: 1, changed: 0, destroyed: 0 },
  ]);
});

test("a stack that was not applied has no summary", () => {
  expect(readApplySummaries(LOG, ["local-cluster"])).toEqual([]);
});

test("changes are listed by stack, without stacks and counts of zero", () => {
  const changes = [...readApplySummaries(LOG, STACKS), { stack: "local-cluster", added: 0, changed: 0, destroyed: 0 }];
  expect(describeChanges(changes)).toBe("local-registry: 4 added, 2 changed, 3 destroyed; local-access: 1 added");
});

test("summaries of zero mean that nothing changed", () => {
  const changes = readApplySummaries(
    "local-access  Apply complete! Resources: 0 added, 0 changed, 0 destroyed.",
    STACKS,
  );
  expect(isUnchanged(changes)).toBe(true);
  expect(describeChanges(changes)).toBe("Nothing changed.");
});
