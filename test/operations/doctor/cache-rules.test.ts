import { diagnoseCacheRules, signsIn, type ValidatedRule } from "../../../src/operations/doctor/cache-rules";

const HUB = {
  ecrRepositoryPrefix: "docker-hub",
  upstreamRegistryUrl: "registry-1.docker.io",
  secret: "ecr-pullthroughcache/hub",
};
const THEIRS = {
  ecrRepositoryPrefix: "theirs",
  upstreamRegistryUrl: "444455556666.dkr.ecr.eu-west-1.amazonaws.com",
  customRoleArn: "arn:aws:iam::111122223333:role/pull",
};
const lines = (...rules: readonly ValidatedRule[]) =>
  diagnoseCacheRules(rules).map(({ verdict, about, evidence, fix }) => [verdict, about, evidence, fix].join(" | "));

test("ECR signs in only where a rule has a secret or a role", () => {
  expect([HUB, THEIRS, { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" }].map(signsIn)).toEqual([
    true,
    true,
    false,
  ]);
});

test("what ECR says of a secret and of a role, with what to do", () => {
  const failed = { state: "failed", failure: "Authentication failed" } as const;
  expect(lines({ rule: HUB, ...failed }, { rule: THEIRS, state: "failed" })).toEqual([
    "cause | docker-hub | ECR cannot sign in to registry-1.docker.io: Authentication failed | in the secret ecr-pullthroughcache/hub, set a valid username and accessToken for registry-1.docker.io. ECR requires these two keys",
    "cause | theirs | ECR cannot sign in to 444455556666.dkr.ecr.eu-west-1.amazonaws.com: no reason given | make sure that arn:aws:iam::111122223333:role/pull trusts pullthroughcache.ecr.amazonaws.com and may pull from 444455556666.dkr.ecr.eu-west-1.amazonaws.com, and that a policy in that registry allows the role to pull",
  ]);
});

test("valid rules have one line, a rule that AWS lacks has none, and a refusal is unknown", () => {
  const valid = { rule: HUB, state: "valid" } as const;
  expect(lines(valid, { rule: THEIRS, state: "missing" })).toEqual([
    "ok |  | ECR can sign in to the upstream registries of docker-hub | ",
  ]);
  expect(lines({ rule: HUB, refusal: "not authorized" })).toEqual(["unknown | docker-hub | not authorized | "]);
  expect(lines()).toEqual([]);
});
