/** Where an environment is deployed, and the roles that Terraform assumes. */
export interface Facts {
  readonly account: string;
  readonly region: string;
  /** ARN of the role of the AWS provider. */
  readonly provider: string;
  /** ARN of the role of the state. */
  readonly state: string;
}

/** What exists before the deployment. */
export const RUNNER_ENVIRONMENT = {
  bucket: "runner-policy-state",
  cluster: "runner-policy",
  issuer: "https://gitlab.example.com",
  alias: "alias/runner-policy",
  /** A role of nodes that something else created. */
  nodes: "run-existing-nodes",
  /** Secrets of the pull-through cache. */
  secrets: ["ecr-pullthroughcache/first", "ecr-pullthroughcache/second"],
  /** The role that reviews pull requests. */
  reviewer: "run-review",
} as const;

interface Changing {
  readonly owner: string;
  readonly manages: string;
  readonly description: string;
  readonly boundary: string;
  readonly secret: string;
  readonly scope: string;
  readonly prefix: string;
  readonly ciBoundary: string;
}

function environment({ account, region, provider, state }: Facts, it: Changing): string {
  const { bucket, cluster, nodes } = RUNNER_ENVIRONMENT;
  return `
account: "${account}"
region: ${region}
state:
  s3:
    bucket: ${bucket}
    usePathStyle: true
    kmsKeyId: "arn:aws:kms:${region}:${account}:key/12345678-1234-4234-9234-123456789012"
    roleArn: "${state}"
provider: { assumeRole: { roleArn: "${provider}" } }
tags: { Owner: ${it.owner}, ${it.prefix}: all }
registry:
  scanning: { scanType: ENHANCED, rules: [{ scanFrequency: CONTINUOUS_SCAN, repositoryFilters: ["${it.prefix}/*"] }] }
  replication: [{ destinations: [{ region: eu-west-1 }], repositoryPrefixes: [${it.prefix}] }]
  accountSettings: { REGISTRY_POLICY_SCOPE: ${it.scope} }
  policy:
    Version: "2012-10-17"
    Statement:
      - Sid: Replicate
        Effect: Allow
        Principal: { AWS: "arn:aws:iam::111122223333:root" }
        Action: ["ecr:CreateRepository", "ecr:ReplicateImage"]
        Resource: "arn:aws:ecr:${region}:${account}:repository/${it.prefix}/*"
  pullThroughCache:
    - ecrRepositoryPrefix: docker-hub
      upstreamRegistryUrl: registry-1.docker.io
      secret: ecr-pullthroughcache/${it.secret}
  creationTemplates:
    - prefix: docker-hub
      description: ${it.description}
      appliedFor: [PULL_THROUGH_CACHE]
      lifecyclePolicy: { keepNewest: 10 }
      tags: { Team: cache }
  templateRole: { roleName: run-templates, path: /teams/ }
  quotaAlarms: { topic: "arn:aws:sns:${region}:${account}:${it.prefix}" }
notifications:
  - { name: pushes, events: [push], imageTags: [${it.prefix}], target: "arn:aws:sqs:${region}:${account}:${it.prefix}" }
  - { name: security, events: [finding], repositories: ["${it.prefix}/*"], emails: [${it.owner}@example.com], tags: { ${it.owner}: security } }
operator:
  install: helm
  roleName: run-operator
  path: /teams/
  description: ${it.description}
  permissionsBoundary: "arn:aws:iam::${account}:policy/${it.boundary}"
  manages: ["${it.manages}/"]
  serviceAccountMode: none
  tags: { ${it.owner}: operator }
cluster: { eks: ${cluster}, oidcProvider: create }
ciRoles:
  - gitlab: { project: acme/api, branch: ${it.owner}, url: https://gitlab.example.com }
    repositories: ["${it.manages}/"]
    roleName: run-ci
  - oidc: { issuer: "https://ci.example.com", audience: aws, subjects: ["pipeline:api:deploy"] }
    oidcProvider: create
    repositories: ["${it.manages}/"]
    roleName: run-other
    ${it.ciBoundary}
  - gitlab: { project: acme/registries, branch: "*", url: https://gitlab.example.com }
    access: review
    repositories: ["${it.manages}/", team/api]
    roleName: ${RUNNER_ENVIRONMENT.reviewer}
workloadRoles:
  - nodes: {}
    name: run-nodes
    path: /teams/
    repositories: ["${it.manages}/"]
    permissionsBoundary: "arn:aws:iam::${account}:policy/${it.boundary}"
    tags: { ${it.owner}: nodes }
  - { attachTo: [${nodes}], name: run-attached, repositories: ["${it.prefix}/"] }
  - { serviceAccount: { namespace: ci, name: kaniko }, name: run-kaniko, access: push, repositories: ["${it.manages}/"] }
`;
}

const FIRST: Changing = {
  owner: "platform",
  manages: "sandbox",
  description: "First",
  boundary: "boundary",
  secret: "first",
  scope: "V1",
  prefix: "team",
  ciBoundary: 'permissionsBoundary: "arn:aws:iam::123456789012:policy/boundary"',
};

const SECOND: Changing = {
  owner: "registry",
  manages: "play",
  description: "Second",
  boundary: "other-boundary",
  secret: "second",
  scope: "V2",
  prefix: "other",
  ciBoundary: "",
};

function repositories({ account, region }: Facts, images: number, api: string, more: string): string {
  return `
repositories:
  - repositoryName: team/api
    ${api}
    pullPrincipals: ["11122223333${images}"]
    lifecyclePolicy: { keepNewest: ${images} }
  - repositoryName: team/key
    encryptionConfiguration: { encryptionType: KMS, kmsKey: ${RUNNER_ENVIRONMENT.alias} }
  - repositoryName: team/literal
    encryptionConfiguration: { encryptionType: KMS, kmsKey: "arn:aws:kms:${region}:${account}:key/12345678-1234-1234-1234-123456789012" }
  - repositoryName: team/managed
    encryptionConfiguration: { encryptionType: KMS }
${more}`;
}

const ENVIRONMENT_FILE = "run/environment.yaml";
const LIST_FILE = "run/repositories/list.yaml";

/** An environment with every kind of resource. */
export function runnerFiles(facts: Facts): Readonly<Record<string, string>> {
  const more = `  - { repositoryName: team/former, pullPrincipals: ["111122223333"] }\n`;
  return {
    [ENVIRONMENT_FILE]: environment(facts, FIRST),
    [LIST_FILE]: repositories(facts, 3, "tags: { Team: api }\n    scanOnPush: false", more),
  };
}

/** The same environment, with every argument changed that can be changed in place, one repository more and one less. */
export function updatedFiles(facts: Facts): Readonly<Record<string, string>> {
  const api = "imageTagMutability: MUTABLE\n    scanOnPush: true";
  return {
    [ENVIRONMENT_FILE]: environment(facts, SECOND),
    [LIST_FILE]: repositories(facts, 4, api, "  - { repositoryName: team/added }\n"),
  };
}
