import { doneText, soFarText } from "../../../src/cli/destroy/so-far";

const STACKS = ["dev-registry", "dev-access"];

test("a finished destruction says what was deleted and what stays", () => {
  expect(doneText(STACKS, 3, { images: 0, kept: [] })).toBe("Destroyed dev-registry, dev-access: 3 repositories.");
  expect(doneText(STACKS, 1, { images: 5, kept: ["team/base"] })).toBe(
    "Destroyed dev-registry, dev-access: 1 repository.\nDeleted before them: 5 images.\nStill in AWS, no longer managed by Terraform: team/base.",
  );
});

test("a stopped destruction says how far it came and where the policies are", () => {
  const partial = { stacks: [], total: 2, remaining: ["team/api"], images: 3, kept: [], policiesForgotten: true };
  const [first, policies, ...rest] = soFarText(partial).split("\n");
  expect(first).toBe("Destroyed so far: no stack, 1 of 2 repositories, 3 images.");
  expect(policies).toMatch(/^The policies of the remaining repositories are still in AWS/);
  expect(rest).toEqual(["To continue, run the command again."]);
  expect(soFarText({ ...partial, policiesForgotten: false })).not.toContain("policies");
  expect(soFarText({ ...partial, found: "team/api (1 image)" }).split("\n")[1]).toBe(
    "Found after the last check: team/api (1 image).",
  );
  expect(soFarText({ ...partial, remaining: [], stacks: ["dev-access"] })).toBe(
    "Destroyed so far: dev-access, 2 of 2 repositories, 3 images.\nTo continue, run the command again.",
  );
  expect(soFarText({ ...partial, remaining: undefined })).toContain("no stack, an unknown number of 2 repositories");
});
