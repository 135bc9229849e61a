import { emulated, lookedUpIssuers } from "../../src/model/emulated";
import { TEMPLATE_DEFAULTS } from "../../src/domain/registry/template-settings";
import { ciRole, environment, operator, repository } from "../support/environment";

const cluster = (key: string, oidcProvider: "lookup" | "create" = "lookup") =>
  ({ key, eks: key, oidcProvider, authentication: { by: "exec" } }) as const;

test("what the emulator has is deployed as it is declared", () => {
  const whole = environment({ clusters: [cluster("one")], operator: operator(), registry: { replication: [] } });
  const { environment: found, leftOut } = emulated(whole);
  expect(leftOut).toEqual([]);
  expect(found).toEqual({ ...whole, provider: { ...whole.provider, maxRetries: 1 } });
});

test("calls and clusters that it lacks are left out and counted", () => {
  const cache = { ecrRepositoryPrefix: "public", upstreamRegistryUrl: "public.ecr.aws" };
  const template = { ...TEMPLATE_DEFAULTS, prefix: "public/", appliedFor: ["PULL_THROUGH_CACHE"] } as const;
  const { environment: found, leftOut } = emulated(
    environment({
      registry: {
        scanning: { scanType: "BASIC", rules: [] },
        pullThroughCache: [cache, cache],
        creationTemplates: [template],
      },
      clusters: [cluster("one")],
      operator: operator({ serviceAccountMode: "annotate" }),
    }),
  );
  expect(leftOut).toEqual(["2 cache rules", "1 creation template", "1 ServiceAccount stack"]);
  expect(found.registry).toEqual({ scanning: { scanType: "BASIC", rules: [] } });
  expect(found.operator?.serviceAccountMode).toBe("none");
});

test("account settings are left out, and with them a policy that only scope V2 accepts", () => {
  const policy = (Action: string) => ({
    Version: "2012-10-17" as const,
    Statement: [
      {
        Sid: "Other",
        Effect: "Allow" as const,
        Principal: { AWS: "arn:aws:iam::444455556666:root" },
        Action,
        Resource: "*",
      },
    ],
  });
  const accountSettings = { REGISTRY_POLICY_SCOPE: "V2" } as const;
  const pull = emulated(environment({ registry: { accountSettings, policy: policy("ecr:BatchGetImage") } }));
  expect(pull.leftOut).toEqual(["1 account setting", "the registry policy, which needs REGISTRY_POLICY_SCOPE V2"]);
  expect(pull.environment.registry).toEqual({});
  const replicate = emulated(environment({ registry: { accountSettings, policy: policy("ecr:ReplicateImage") } }));
  expect(replicate.leftOut).toEqual(["1 account setting"]);
  expect(replicate.environment.registry).toEqual({ policy: policy("ecr:ReplicateImage") });
});

test("repositories that AWS would keep are counted, by policy", () => {
  const { leftOut } = emulated(
    environment({
      repositories: [
        repository("team/api", { deletionPolicy: "Retain" }),
        repository("team/web", { deletionPolicy: "Orphan" }),
        repository("team/old", { deletionPolicy: "Orphan" }),
        repository("team/new", { deletionPolicy: "Delete" }),
      ],
    }),
  );
  expect(leftOut).toEqual(["deletionPolicy Retain on 1 repository", "deletionPolicy Orphan on 2 repositories"]);
});

test("clusters have issuers of their own, the same ones each time", () => {
  const whole = environment({ clusters: [cluster("one"), cluster("two"), cluster("three")], operator: operator() });
  const { clusters } = emulated(whole).environment;
  expect(clusters[0]).toEqual(cluster("one"));
  const issuers = clusters.slice(1).map((cluster) => ("oidcIssuer" in cluster ? cluster.oidcIssuer : ""));
  expect(new Set(issuers).size).toBe(2);
  expect(issuers[0]).toMatch(/^https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/);
  expect(emulated(whole).environment.clusters).toEqual(clusters);
});

test("a trial can be taken down, whatever is retained and was pushed", () => {
  const { repositories, released } = emulated(
    environment({ repositories: [repository("team/api", { deletionPolicy: "Retain" })], released: ["team/old"] }),
  ).environment;
  expect(repositories).toMatchObject([{ deletionPolicy: "Delete", forceDelete: true }]);
  expect(released).toEqual([]);
});

test("providers that are looked up, of clusters and of workflows, have to exist before", () => {
  const whole = environment({
    clusters: [cluster("one"), cluster("two", "create")],
    operator: operator(),
    ciRoles: [ciRole(), ciRole({ roleName: "other" })],
  });
  expect(lookedUpIssuers(whole)).toEqual({
    issuers: ["https://token.actions.githubusercontent.com"],
    eksClusters: ["one"],
  });
});

test("EKS Pod Identity, which it lacks, is replaced by IRSA, and the associations are counted", () => {
  const whole = environment({
    clusters: [
      { ...cluster("one"), identity: "both" },
      { ...cluster("two"), identity: "podIdentity" },
    ],
    operator: operator(),
  });
  const { environment: found, leftOut } = emulated(whole);
  expect(leftOut).toEqual(["2 Pod Identity associations"]);
  expect(found.clusters[0]).toMatchObject({ eks: "one", identity: "irsa" });
  expect(found.clusters[1]).not.toHaveProperty("identity");
  expect(lookedUpIssuers(whole).eksClusters).toEqual(["one"]);
  expect(lookedUpIssuers(found).issuers).toHaveLength(1);
});

test("roles of workloads use IRSA there, and are not attached to roles that it lacks", () => {
  const serviceAccounts = [{ namespace: "ci", name: "kaniko" }];
  const prod = { ...cluster("prod"), identity: "podIdentity" } as const;
  const role = { roleName: "kaniko", repositories: ["team/"] };
  const whole = environment({
    clusters: [prod],
    workloadRoles: [
      { ...role, trust: { kind: "serviceAccount", clusters: [prod], serviceAccounts } },
      { ...role, trust: { kind: "existing", roles: ["nodes"] } },
      { ...role, trust: { kind: "nodes" } },
    ],
  });
  const { environment: found, leftOut } = emulated(whole);
  expect(leftOut).toEqual(["1 Pod Identity association", "1 attachment to an existing role"]);
  const [pods, existing, nodes] = (found.workloadRoles ?? []).map(({ trust }) => trust);
  expect(pods).toMatchObject({ clusters: [{ eks: "prod", identity: "irsa" }], serviceAccounts });
  expect(existing).toEqual({ kind: "existing", roles: [] });
  expect(nodes).toEqual({ kind: "nodes" });
  expect(lookedUpIssuers(found).eksClusters).toEqual(["prod"]);
});

test("a further region keeps its copies and the scanning of its registry", () => {
  const scanning = { scanType: "BASIC", rules: [] } as const;
  const policy = { Version: "2012-10-17", Statement: [] } as const;
  const regions = [{ region: "us-east-1", imports: [], registry: { scanning, policy } }];
  const { environment: deployed, leftOut } = emulated(environment({ regions }));
  expect(deployed.regions).toEqual([{ region: "us-east-1", imports: [], registry: { scanning } }]);
  expect(leftOut).toContain("1 setting of an additional registry");
});
