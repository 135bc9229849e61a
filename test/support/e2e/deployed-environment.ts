import { EMULATED_ACCOUNT } from "./emulator";

export const REGION = "ap-southeast-2";
export const BUCKET = "deploy-test-state";

export const ENVIRONMENT = `
account: "${EMULATED_ACCOUNT}"
region: ${REGION}
state: { s3: { bucket: ${BUCKET}, usePathStyle: true } }
tags: { Owner: platform }
registry:
  scanning: { scanType: BASIC, rules: [{ scanFrequency: SCAN_ON_PUSH, repositoryFilters: ["e2e/*", "other"] }] }
  replication: [{ destinations: [{ region: eu-west-1 }], repositoryPrefixes: [e2e/api] }]
  policy:
    Version: "2012-10-17"
    Statement:
      - Sid: Replicate
        Effect: Allow
        Principal: { AWS: "arn:aws:iam::111122223333:root" }
        Action: ["ecr:CreateRepository", "ecr:ReplicateImage"]
        Resource: "arn:aws:ecr:${REGION}:${EMULATED_ACCOUNT}:repository/*"
repositoryDefaults: { lifecyclePolicy: standard }
lifecyclePolicies:
  standard:
    rules:
      - rulePriority: 7
        selection: { tagStatus: any, countType: imageCountMoreThan, countNumber: 30 }
        action: { type: expire }
`;

export const LIST = `
repositories:
  - repositoryName: e2e/api
    description: Ours
    forceDelete: true
    tags: { Team: api }
    pullPrincipals: ["111122223333"]
  - { repositoryName: e2e/keep, deletionPolicy: Retain }
  - { repositoryName: e2e/leave, deletionPolicy: Orphan, lifecyclePolicy: none }
`;

const ARTICLE = JSON.stringify({
  project: "my-project",
  repositories: [{ name: "e2e-article", description: "The article's" }],
});

export const ARTICLE_POLICY = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: "Keep last 10 images",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
      action: { type: "expire" },
    },
  ],
});

const MANIFESTS = `
apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: ECRRepository
metadata: { name: manifest, namespace: default }
spec:
  providerRef: { name: production-aws }
  repositoryName: e2e/manifest
  scanOnPush: true
  encryptionConfiguration: { encryptionType: KMS, kmsKey: "arn:aws:kms:${REGION}:${EMULATED_ACCOUNT}:key/12345678-1234-1234-1234-123456789012" }
  repositoryPolicyText: |
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "OnlyTheirs",
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::${EMULATED_ACCOUNT}:root" },
          "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
          "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/\${aws:PrincipalTag/team}-*" } }
        }
      ]
    }
---
apiVersion: aws-infra-operator.runner.codes/v1alpha1
kind: AWSProvider
metadata: { name: production-aws }
spec: { region: ${REGION}, defaultTags: { managed-by: infra-operator } }
`;

/** An environment in all three formats, with settings of its registry. */
export const DEPLOYED_FILES = {
  "e2e/environment.yaml": ENVIRONMENT,
  "e2e/repositories/list.yaml": LIST,
  "e2e/repositories/article/repositories.json": ARTICLE,
  "e2e/repositories/article/lifecycle-policy.json": ARTICLE_POLICY,
  "e2e/repositories/manifests.yaml": MANIFESTS,
};
