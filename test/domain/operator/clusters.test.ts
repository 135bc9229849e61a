import {
  checkClusters,
  clusterAddress,
  clusterKey,
  clusterSid,
  expectedIssuerName,
  issuerName,
  type OperatorCluster,
} from "../../../src/domain/operator/clusters";

const literal = { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/ABC123" };

test("the key of a cluster is its written key, its EKS name or the end of its issuer", () => {
  expect(clusterKey({ eks: "prod", key: "main" })).toBe("main");
  expect(clusterKey({ eks: "prod" })).toBe("prod");
  expect(clusterKey(literal)).toBe("ABC123");
  expect(clusterKey({ oidcIssuer: "https://oidc.example.org" })).toBe("oidc.example.org");
});

test("keys become Sids and addresses", () => {
  expect(clusterSid({ eks: "prod-eu_west" })).toBe("ProdEuWest");
  expect(clusterAddress({ eks: "Prod-eu_west" })).toBe("prod_eu_west");
  expect(clusterAddress({ oidcIssuer: "https://oidc.example.org" })).toBe("oidc_example_org");
});

test("an issuer is written without its scheme", () => {
  expect(issuerName(literal.oidcIssuer)).toBe("oidc.eks.eu-west-1.amazonaws.com/id/ABC123");
});

test("the placeholder of a looked-up issuer is as long as the issuers of its region", () => {
  const location = { account: "111122223333", region: "ap-southeast-1" };
  expect(expectedIssuerName({ eks: "prod" }, location)).toMatch(
    /^oidc\.eks\.ap-southeast-1\.amazonaws\.com\/id\/[0-9A-F]{32}$/,
  );
  expect(expectedIssuerName(literal, location)).toBe("oidc.eks.eu-west-1.amazonaws.com/id/ABC123");
});

test.each<OperatorCluster>([
  { eks: "p" },
  { eks: "prod_eu-1", key: "prod" },
  literal,
  { oidcIssuer: "https://oidc.example.org" },
  { oidcIssuer: "https://storage.example.com/a/b.c/d_e" },
])("%j is accepted", (cluster) => {
  expect(checkClusters([cluster])).toEqual([]);
});

test("no cluster is an error", () => {
  expect(checkClusters([])).toMatchObject([
    {
      rule: "operator/clusters-empty",
      message: "expected at least one cluster, found none. List the operator's cluster by eks or oidcIssuer",
    },
  ]);
});

test.each(["", "-prod", "prod.eu", "a".repeat(101)])("%p is not a valid EKS cluster name", (eks) => {
  expect(checkClusters([{ eks, key: "prod" }])).toMatchObject([
    {
      rule: "operator/cluster-name",
      at: [0, "eks"],
      message: expect.stringContaining("expected an EKS cluster name of 1 to 100 letters"),
    },
  ]);
});

test.each([
  ["oidc.example.org/id/A", "does not start with https://"],
  ["http://oidc.example.org/id/A", "does not start with https://"],
  ["https://oidc.example.org/id/A/", "ends with a slash"],
  ["https://oidc.example.org:8443/id/A", "has a port"],
  ["https://oidc.example.org/id/A?x=1", "has a query or fragment"],
  ["https://oidc.example.org/id/A#x", "has a query or fragment"],
  ["https://localhost/id/A", "does not have a valid host name after https://"],
  ["https://user@oidc.example.org/id/A", "does not have a valid host name after https://"],
  ["https://oidc.example.org//A", "has invalid characters or empty segments in its path"],
  ["https://oidc.example.org/id/*", "has invalid characters or empty segments in its path"],
  [`https://oidc.example.org/${"a".repeat(240)}`, "has 265 characters (at most 255 are allowed)"],
])("the issuer %s is rejected: it %s", (oidcIssuer, reason) => {
  const problems = checkClusters([{ oidcIssuer, key: "prod" }]);
  expect(problems).toMatchObject([{ rule: "operator/cluster-issuer", severity: "error", at: [0, "oidcIssuer"] }]);
  expect(problems[0]?.message).toContain(`, which ${reason}. Copy the issuer exactly as the cluster reports it`);
});

test("the same cluster twice is an error", () => {
  expect(checkClusters([{ eks: "a" }, literal, { eks: "a", key: "b" }, { ...literal, key: "c" }])).toMatchObject([
    {
      rule: "operator/cluster-duplicate",
      at: [2],
      message: "expected each cluster once, found the same cluster as clusters[0]. Remove one of them",
    },
    {
      rule: "operator/cluster-duplicate",
      at: [3],
      message: "expected each cluster once, found the same cluster as clusters[1]. Remove one of them",
    },
  ]);
});

test("keys that result in the same Sid or address are an error", () => {
  expect(checkClusters([{ eks: "prod-eu" }, { eks: "prod_eu" }])).toEqual([
    {
      rule: "operator/cluster-key",
      severity: "error",
      at: [1, "key"],
      message:
        'expected keys that are unique regardless of case and punctuation, found "prod_eu" and the key of clusters[0]. Use a unique key for each cluster',
    },
  ]);
});

test("a key without letters and digits is an error", () => {
  expect(checkClusters([{ eks: "prod", key: "--" }])).toMatchObject([
    {
      rule: "operator/cluster-key",
      at: [0, "key"],
      message: 'expected a key with letters or digits, such as "prod", found "--"',
    },
  ]);
});
