import { diagnoseCaller, type CallerFacts } from "../../../src/operations/doctor/access";
import { principalOf } from "../../../src/domain/iam/principal";

const facts = (parts: Partial<CallerFacts> = {}): CallerFacts => ({
  environment: "dev",
  location: { account: "111122223333", region: "eu-west-1" },
  caller: { account: "111122223333", arn: "arn:aws:iam::111122223333:user/bob" },
  ...parts,
});

test("the caller, the account and the region are told", () => {
  const found = diagnoseCaller(facts({ shellRegion: { variable: "AWS_REGION", region: "eu-west-1" } }));
  expect(found.map(({ id, verdict }) => [id, verdict])).toEqual([
    ["access/credentials", "ok"],
    ["access/account", "ok"],
    ["access/region", "ok"],
  ]);
});

test.each([
  ["expired", "access/expired", "sign in again"],
  ["credentials", "access/credentials", "set AWS_PROFILE"],
  ["unreachable", "access/unreachable", "check the network"],
  ["throttled", "access/refused", "aws sts get-caller-identity"],
])("%s credentials are %s", (kind, id, fix) => {
  const found = diagnoseCaller(facts({ caller: { kind, message: "dev: cannot" } }));
  expect(found).toMatchObject([{ id, verdict: "cause", evidence: "dev: cannot", fix: expect.stringContaining(fix) }]);
});

test("credentials of another account are a cause, unless that account is diagnosed", () => {
  const caller = { account: "999988887777", arn: "arn:aws:iam::999988887777:user/bob" };
  const verdict = (parts: Partial<CallerFacts>) =>
    diagnoseCaller(facts(parts)).find(({ id }) => id === "access/account")?.verdict;
  expect(verdict({ caller })).toBe("cause");
  expect(verdict({ caller, principal: principalOf("999988887777", "eu-west-1") })).toBe("ok");
  expect(verdict({ caller, principal: principalOf("444455556666", "eu-west-1") })).toBe("cause");
});
