/**
 * What `validate` reports of cases that are environments, by folder: one list of texts for each problem, which must contain all
 * of them. There are no other problems.
 */
export const EXPECTED_PROBLEMS: Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>> = {
  "09-template-tags": {
    env: [
      ["environment.yaml:6:7: error: customRoleArn: expected the ARN of a role, found nothing. The template sets tags"],
      ["environment.yaml:7:7: error: customRoleArn: expected the ARN of a role, found nothing. The template sets KMS"],
      ["environment.yaml:7:17: warning: prefix: ", 'found "hub/", for which this environment does not declare a rule'],
    ],
  },
  "10-cache-cross-account": {
    env: [
      [
        "environment.yaml:8:73: warning: pullPrincipals: expected a statement in registry.policy",
        '"ecr:BatchImportUpstreamImage","ecr:CreateRepository"',
        "repository/quay/*",
      ],
    ],
  },
  "11-registry-policy-v2": {
    env: [["environment.yaml:11:17: warning: Action: ", "REGISTRY_POLICY_SCOPE: V2", '"ecr:BatchGetImage"']],
  },
  "15-lambda": {
    env: [
      ["r.yaml:3:22: error: pullPrincipals[0]: ", "a service", "{ service: lambda, sourceAccount"],
      [
        "r.yaml:12:55: warning: aws:sourceArn: ",
        "role/my-function",
        "arn:aws:lambda:eu-west-1:111122223333:function:*",
      ],
      ["r.yaml:21:33: warning: Service: ", "aws:SourceAccount"],
      ["r.yaml:40:57: warning: aws:sourceArn: ", "StringEquals compares * and ? literally"],
    ],
  },
  "16-organisation": {
    env: [
      ["r.yaml:9:106: warning: Action[3]: ", "ecr:GetAuthorizationToken"],
      ["r.yaml:15:39: error: Principal: ", '"*" without a Condition'],
      ["r.yaml:17:22: error: pullPrincipals[0]: ", "an organization", "{ organization: o-abcdefghij }"],
    ],
  },
  // An environment of GitHub and a pattern of tags on GitLab are subjects of their own.
  "17b-github-environment": { env: [] },
  "19-import-arn": {
    env: [["environment.yaml:4:11: error: imports[0]: expected a repository's name", 'Write "team/api"']],
  },
  "22-enhanced": {
    env: [
      ["environment.yaml:6:15: warning: scanType: ", "scanOnPush", "team/api"],
      ["environment.yaml:7:12: warning: rules: ", "found none for team/api"],
    ],
    env2: [
      ["scanType: ", "team/api, prod/api"],
      ["rules: ", "found none for team/api"],
    ],
  },
  "29-uri-as-name": {
    env: [
      ["r.yaml:2:21: warning: repositoryName: ", "without a registry's host", 'Try "team/api"'],
      ["r.yaml:3:21: error: repositoryName: ", "it contains a tag", 'Try "team/api"'],
    ],
  },
  "30-conditions": {
    env: [
      ["r.yaml:3:22: error: pullPrincipals[0]: ", "an organization"],
      ["r.yaml:5:22: error: pullPrincipals[0]: ", "everyone", "{ organization: <organization> }"],
      ["r.yaml:13:22: error: Condition: ", "aws:PrincipalArn"],
      ["r.yaml:21:22: error: Condition: ", '"o-*"'],
      ["r.yaml:21:63: warning: aws:PrincipalOrgID[0]: ", "StringEquals compares * and ? literally"],
    ],
  },
  "33-ptc-repo-declared": {
    env: [
      ["environment.yaml:9:17: warning: prefix: ", '"ghcr", for which this environment does not declare a rule'],
      [
        "r.yaml:4:21: warning: pullPrincipals: ",
        '"ecr:BatchImportUpstreamImage"',
        "repository/quay/prometheus/prometheus",
      ],
    ],
  },
  "38-empty": {
    env: [["environment.yaml:1:1: warning: expected at least one repository", "the next deployment deletes"]],
  },
  // EKS Pod Identity is not supported. It must not look as if it were.
  "40-pod-identity": { env: [["environment.yaml:5:23: error: cluster: ", 'found "podIdentity"']] },
};
