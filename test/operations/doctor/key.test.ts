import { diagnoseKeys } from "../../../src/operations/doctor/key";
import { observed, unobserved } from "../../../src/operations/doctor/observed";

const ARN = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";
const of = (arn: string, state?: string) => ({
  ...{ arn, uses: ["team/api"] },
  key: observed(state === undefined ? undefined : { state, policy: {} }),
});

test("a missing key of the registry is deployed, and that of a repository is corrected", () => {
  const found = diagnoseKeys("repository/key", [of("alias/ecr"), of(ARN), of(ARN, "Enabled")], "dev-registry");
  expect(found.map(({ about, fix }) => [about, fix])).toEqual([
    ["alias/ecr", "npx cdktf deploy dev-registry"],
    [ARN, "correct the ARN, or recreate the repositories"],
  ]);
});

test("an unusable key says how to make it usable, and an unread one why", () => {
  const [pending, unread] = diagnoseKeys("repository/key", [
    of(ARN, "PendingDeletion"),
    { arn: ARN, uses: ["team/api"], key: unobserved("denied") },
  ]);
  expect(pending?.fix).toBe(`aws kms cancel-key-deletion and aws kms enable-key, both with --key-id ${ARN}`);
  expect(unread).toMatchObject({ verdict: "unknown", evidence: "the key of team/api could not be read: denied" });
});
