import { diagnoseCachePull } from "../../../src/operations/doctor/cache-pull";
import { observed, unobserved } from "../../../src/operations/doctor/observed";
import { principalOf } from "../../../src/domain/iam/principal";
import { type GrantFacts } from "../../../src/operations/doctor/push-pull";
import { diagnoseRepositories } from "../../../src/operations/doctor/repository";

const NODE = "arn:aws:iam::111122223333:role/node";
const FOREIGN = "arn:aws:iam::444455556666:role/app";
const ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/quay/prometheus";
const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const identity = (...Action: readonly string[]) =>
  observed({
    arn: NODE,
    policies: [{ name: "own", document: policy({ Effect: "Allow", Action, Resource: "*" }) }],
  });
/** What AmazonEC2ContainerRegistryReadOnly allows. */
const READ_ONLY = identity("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:DescribeImages");

function found(parts: Partial<GrantFacts> = {}, arn = NODE) {
  const principal = principalOf(arn, "eu-west-1");
  if (principal === undefined) throw new Error(`${arn} is not a principal`);
  return diagnoseCachePull({
    location: { account: "111122223333", region: "eu-west-1" },
    repositoryName: "quay/prometheus",
    principal,
    identity: READ_ONLY,
    repositoryPolicy: observed(undefined),
    registryPolicy: observed(undefined),
    cache: { upstream: "quay.io", exists: true },
    now: new Date("2026-01-01T00:00:00Z"),
    ...parts,
  });
}

const inRegistry = (principal: string, ...Action: readonly string[]) =>
  observed({
    document: policy({ Sid: "Cache", Effect: "Allow", Principal: { AWS: principal }, Action, Resource: ARN }),
    inForce: observed(false),
  });

test("a repository that is not below a cache prefix needs no import", () => {
  expect(found({ cache: undefined })).toEqual([]);
});

test("a role that may only read can pull only cached tags", () => {
  expect(found()).toEqual([
    {
      id: "pull/upstream-import",
      verdict: "cause",
      about: "quay/prometheus",
      evidence: `${NODE} is denied ecr:BatchImportUpstreamImage, so it can pull only cached tags: its own policies do not allow it`,
      fix: `allow ecr:BatchImportUpstreamImage on ${ARN} in a policy attached to ${NODE} (the managed policy AmazonEC2ContainerRegistryPullOnly grants this), or in registry.policy`,
    },
  ]);
});

test("before the repository exists, the first pull also creates it", () => {
  const cache = { upstream: "quay.io", exists: false };
  expect(found({ cache })).toMatchObject([
    {
      verdict: "cause",
      evidence: expect.stringContaining("ecr:BatchImportUpstreamImage, ecr:CreateRepository, so the"),
    },
  ]);
  expect(found({ cache, identity: identity("ecr:BatchImportUpstreamImage") })).toMatchObject([
    { verdict: "cause", fix: expect.stringMatching(/^allow ecr:CreateRepository on /) },
  ]);
  expect(found({ cache, identity: identity("ecr:*") })).toMatchObject([{ verdict: "ok" }]);
});

test("the registry's policy allows it with scope V1 too", () => {
  expect(found({ registryPolicy: inRegistry(NODE, "ecr:BatchImportUpstreamImage") })).toMatchObject([
    { verdict: "ok" },
  ]);
});

test("across accounts, the registry's or the repository's policy must allow it as well", () => {
  const own = identity("ecr:*");
  expect(found({ identity: own }, FOREIGN)).toMatchObject([
    {
      verdict: "cause",
      fix: expect.stringContaining(
        `allow ${FOREIGN} to call ecr:BatchImportUpstreamImage on ${ARN} in registry.policy`,
      ),
    },
  ]);
  const registryPolicy = inRegistry(FOREIGN, "ecr:BatchImportUpstreamImage");
  expect(found({ identity: own, registryPolicy }, FOREIGN)).toMatchObject([{ verdict: "ok" }]);
  const unread = unobserved("another account");
  expect(found({ identity: unread, registryPolicy }, FOREIGN)).toMatchObject([{ verdict: "unknown" }]);
  expect(found({ identity: unread }, FOREIGN)).toMatchObject([{ verdict: "cause" }]);
});

test("a denial is named, and what could not be read leaves the answer open", () => {
  const deny = policy({ Sid: "No", Effect: "Deny", Principal: "*", Action: "ecr:BatchImportUpstreamImage" });
  expect(found({ identity: identity("ecr:*"), repositoryPolicy: observed(deny) })).toMatchObject([
    { verdict: "cause", fix: `remove statement No from the policy of quay/prometheus, or exclude ${NODE} from it` },
  ]);
  expect(found({ registryPolicy: unobserved("not allowed to read it") })).toMatchObject([
    { verdict: "unknown", evidence: expect.stringContaining("not allowed to read it") },
  ]);
});

test("a repository that the cache creates is not a misspelled name", () => {
  const facts = {
    environment: "dev",
    stackOf: () => "dev-registry",
    location: { account: "111122223333", region: "eu-west-1" },
    declared: ["team/api"],
    manages: [],
    existing: new Set<string>(),
    upstreamOf: (name: string) => (name.startsWith("quay/") ? "quay.io" : undefined),
  };
  expect(diagnoseRepositories(["quay/prometheus"], facts)).toMatchObject([
    {
      id: "repository/not-cached",
      verdict: "ok",
      evidence:
        "it does not exist yet in account 111122223333, eu-west-1: the first pull creates it and caches the image from quay.io",
    },
  ]);
  expect(diagnoseRepositories(["kuay/prometheus"], facts)).toMatchObject([{ id: "repository/unknown" }]);
});
