import { SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const CLUSTERS = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("operator: { install: helm, manages: [sandbox/] }", ...lines),
});

const CLUSTERED: BadInputs = [
  [
    "none",
    CLUSTERS(),
    [
      "environment.yaml:4:11: error: operator: expected a cluster, found none. Set the cluster in which the operator runs: cluster: { eks: <name> } or { oidcIssuer: <url> }",
    ],
  ],
  [
    "a misspelt one",
    CLUSTERS("clustr: { eks: prod }"),
    ['environment.yaml:5:1: error: expected a known key, found "clustr". Did you mean "cluster"?'],
  ],
  [
    "one and several",
    CLUSTERS("cluster: { eks: a }", "clusters: [{ eks: b }]"),
    [
      "environment.yaml:6:11: error: clusters: expected cluster or clusters, found both. List all clusters under clusters",
    ],
  ],
  [
    "neither EKS nor an issuer",
    CLUSTERS("cluster: { key: prod }"),
    ["environment.yaml:5:10: error: cluster: expected eks or oidcIssuer, found neither. Set one of them"],
  ],
  [
    "both EKS and an issuer",
    CLUSTERS("cluster: { eks: prod, oidcIssuer: 'https://oidc.example.com/id/1' }"),
    ["environment.yaml:5:10: error: cluster: expected eks or oidcIssuer, found both. Remove one of them"],
  ],
  [
    "an issuer without https",
    CLUSTERS("cluster: { oidcIssuer: oidc.example.com/id/1 }"),
    [
      'environment.yaml:5:24: error: oidcIssuer: expected an issuer such as "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE", found "oidc.example.com/id/1", which does not start with https://. Copy the issuer exactly as the cluster reports it',
    ],
  ],
  [
    "a sign-in that only EKS has",
    CLUSTERS("cluster:", "  oidcIssuer: https://oidc.example.com/id/1", "  authentication: exec"),
    [
      "environment.yaml:7:19: error: authentication: expected kubeconfig for a cluster with oidcIssuer, found exec, which requires an EKS cluster (eks: <name>)",
    ],
  ],
  [
    "a kubeconfig that is not read",
    CLUSTERS("cluster: { eks: prod, authentication: exec, kubeconfig: { context: prod } }"),
    [
      "environment.yaml:5:57: warning: kubeconfig: expected authentication: kubeconfig, found exec, so this setting has no effect. Remove kubeconfig or authentication",
    ],
  ],
  [
    "a kubeconfig of several clusters that is not read",
    CLUSTERS("clusters:", "  - { eks: a }", "  - { eks: b, authentication: token, kubeconfig: {} }"),
    [
      "environment.yaml:7:50: warning: kubeconfig: expected authentication: kubeconfig, found token, so this setting has no effect. Remove kubeconfig or authentication",
    ],
  ],
  [
    "a kubeconfig without a name",
    CLUSTERS('cluster: { eks: prod, kubeconfig: { path: "", context: "" } }'),
    [
      'environment.yaml:5:43: error: path: expected at least 1 character, found "" (0 characters)',
      'environment.yaml:5:56: error: context: expected at least 1 character, found "" (0 characters)',
    ],
  ],
  [
    "a name that EKS refuses",
    CLUSTERS('cluster: { eks: "my cluster" }'),
    [
      'environment.yaml:5:17: error: eks: expected 1 to 100 letters, digits, hyphens and underscores, starting with a letter or digit, found "my cluster"',
    ],
  ],
  [
    "a key with capitals",
    CLUSTERS("cluster: { eks: prod, key: Prod }"),
    [
      'environment.yaml:5:28: error: key: expected lowercase letters, digits and hyphens, starting with a letter, found "Prod"',
    ],
  ],
  [
    "the same one twice",
    CLUSTERS("clusters:", "  - { eks: prod }", "  - { eks: prod }"),
    [
      "environment.yaml:7:5: error: clusters[1]: expected each cluster once, found the same cluster as clusters[0]. Remove one of them",
    ],
  ],
  [
    "keys that are too much alike",
    CLUSTERS("clusters:", "  - { eks: prod-eu }", "  - { eks: other, key: prod-eu }"),
    [
      'environment.yaml:7:24: error: key: expected keys that are unique regardless of case and punctuation, found "prod-eu" and the key of clusters[0]. Use a unique key for each cluster',
    ],
  ],
  [
    "an issuer that is a number",
    CLUSTERS("cluster: { oidcIssuer: 1 }"),
    ['environment.yaml:5:24: error: oidcIssuer: expected text, found 1. Put it in quotes: "1"'],
  ],
  [
    "a provider that is neither there nor made",
    CLUSTERS("cluster: { eks: prod, oidcProvider: reuse }"),
    ['environment.yaml:5:37: error: oidcProvider: expected lookup or create, found "reuse"'],
  ],
];

describe("clusters", () => {
  testBadInputs(CLUSTERED);
});
