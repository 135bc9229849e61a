import { synthesizedStacks } from "../../../src/cli/support/synthesis/synthesized-stacks";
import { type Environment } from "../../../src/model/environment";
import { type RatedFinding } from "../../../src/operations/review/review";
import { declaredStack, repositoriesById } from "../../../src/operations/review/plan/declared-stack";
import { expectedChanges } from "../../../src/operations/review/plan/expected";
import { ciRole, environment, operator, repository } from "../../support/environment";
import { Random } from "../../support/hcl/random";
import { findings, policy } from "../../support/operations/review";

const RUNS = 40;
const REGISTRY_POLICY = (Action: string) =>
  ({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Replicate",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action,
        Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*",
      },
    ],
  }) as const;

/** An environment of random settings in both stacks. A second call with the same generator differs in some of them. */
function randomEnvironment(random: Random): Environment {
  const scanned = random.pick(["*", "team/*"]);
  const roles = ["push", ...(random.chance(0.8) ? ["pull"] : [])];
  return environment({
    tags: random.chance(0.9) ? {} : { Stage: "test" },
    repositories: ["team/api", "shop/db"].map((name) =>
      repository(name, {
        scanOnPush: random.chance(0.7),
        ...(random.chance(0.7) ? {} : { lifecyclePolicy: policy(7, 1 + random.below(3)) }),
      }),
    ),
    registry: {
      scanning: { scanType: "BASIC", rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [scanned] }] },
      replication: [{ destinations: [{ region: random.pick(["eu-central-1", "eu-north-1"]) }] }],
      pullThroughCache: [
        { ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: random.pick(["registry.k8s.io", "quay.io"]) },
      ],
      ...(random.chance(0.5)
        ? {}
        : { policy: REGISTRY_POLICY(random.pick(["ecr:ReplicateImage", "ecr:CreateRepository"])) }),
    },
    ciRoles: roles.map((roleName) =>
      ciRole({
        roleName,
        access: roleName === "pull" ? "pull" : "push",
        source: { path: "acme/api", branch: random.pick(["main", "main", "release"]) },
        repositories: [random.pick(["team/", "team/", "shop/db"])],
        ...(random.chance(0.7) ? {} : { maxSessionDuration: random.pick([7200, 10_800]) }),
        ...(random.chance(0.7) ? {} : { permissionsBoundary: "arn:aws:iam::111122223333:policy/limit" }),
      }),
    ),
    ...(random.chance(0.2)
      ? {}
      : {
          operator: operator({
            manages: random.pick([["sandbox/"], ["sandbox/", "tools/"]]),
            allowDelete: random.chance(0.3),
            maxSessionDuration: random.pick([3600, 7200]),
          }),
          clusters: [
            {
              key: "a",
              oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/A",
              oidcProvider: "lookup",
              authentication: { by: "kubeconfig", path: "kubeconfig" },
            },
          ],
        }),
  });
}

/** Addresses that a change of the declarations changes. */
function changedAddresses(before: Environment, after: Environment): string[] {
  const stacks = (of: Environment) =>
    new Map(
      synthesizedStacks(of, "../..").map(({ stack, json }) => [
        stack.node.id,
        declaredStack(stack.node.id, of, json as never),
      ]),
    );
  const [old, now] = [stacks(before), stacks(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => [
    ...expectedChanges(old.get(name), now.get(name)).keys(),
  ]);
}

const REGISTRY_KINDS = new Set(["registry-changed", "registry-access", "scanning-stopped", "replication-stopped"]);

/** Whether a finding names what a change of an address is about. */
function isNamed(address: string, found: readonly RatedFinding[], repositories: ReadonlyMap<string, string>): boolean {
  const [type = "", id = ""] = address.split(".");
  const texts = found.map(({ message }) => message);
  const name = repositories.get(id);
  if (texts.some((text) => text === "the environment's tags change")) return true;
  if (name !== undefined && type.startsWith("aws_ecr_")) return found.some((it) => it.repositories.includes(name));
  if (type.startsWith("aws_ecr_")) return found.some(({ kind }) => REGISTRY_KINDS.has(kind));
  const role = /^ci_(push|pull)$/.exec(id)?.[1] ?? "operator";
  return texts.some((text) => text.includes(role));
}

test("a review names every resource of both stacks that a change of the declarations changes", () => {
  const random = new Random(5);
  let count = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const [before, after] = [randomEnvironment(random), randomEnvironment(random)];
    const found = findings(before, after);
    const changed = changedAddresses(before, after);
    const unnamed = changed.filter((address) => !isNamed(address, found, repositoriesById([before, after])));
    expect({ run, unnamed }).toEqual({ run, unnamed: [] });
    expect(found.length > 0).toBe(changed.length > 0);
    count += changed.length;
  }
  expect(count).toBeGreaterThan(3 * RUNS);
});
