import { repository, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const STATEMENT = (...lines: readonly string[]) => ({
  "repositories/a.yaml": repository(
    "repositoryPolicy:",
    '  Version: "2012-10-17"',
    "  Statement:",
    "    - Effect: Allow",
    ...lines.map((line) => `      ${line}`),
  ),
});

const PULL = 'Action: ["ecr:ListImages"]';

const WHO = 'Principal: { AWS: "444455556666" }';

const INPUTS: BadInputs = [
  [
    "a Resource",
    STATEMENT(WHO, PULL, 'Resource: "*"'),
    [
      'repositories/a.yaml:9:21: error: Resource: expected no Resource in a repository policy, found "*". Remove it (ECR: "Invalid repository policy provided")',
    ],
  ],
  [
    "GetAuthorizationToken",
    STATEMENT(WHO, 'Action: ["ecr:ListImages", "ecr:GetAuthorizationToken"]'),
    [
      'repositories/a.yaml:8:38: warning: Action[1]: expected an action on repositories, found "ecr:GetAuthorizationToken", which has no effect in a repository policy. Allow it in the principal\'s identity policy, with Resource "*"',
    ],
  ],
  [
    "everybody without a condition",
    STATEMENT('Principal: "*"', PULL),
    [
      'repositories/a.yaml:7:22: error: Principal: expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "an action of another service",
    STATEMENT(WHO, "Action: s3:GetObject"),
    [
      'repositories/a.yaml:8:19: error: Action: expected an ECR action in a repository policy, found "s3:GetObject". Move it to an identity policy',
    ],
  ],
  [
    "an action that is misspelt",
    STATEMENT(WHO, "Action: ecr:BatchGetImages"),
    [
      'repositories/a.yaml:8:19: warning: Action: expected a known ECR action, found "ecr:BatchGetImages". Did you mean "ecr:BatchGetImage"?',
    ],
  ],
  [
    "a part of a push",
    STATEMENT(WHO, "Action: [ecr:PutImage]"),
    [
      "repositories/a.yaml:8:19: warning: Action: expected all actions that a push needs, but ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart and ecr:CompleteLayerUpload are missing. Without them, pushes fail",
    ],
  ],
  [
    "a principal without quotes",
    STATEMENT("Principal: { AWS: 444455556666 }", PULL),
    [
      'repositories/a.yaml:7:29: error: AWS: expected an account ID as a string, found the number 444455556666. Quote it: "444455556666"',
    ],
  ],
  [
    "a principal of another partition",
    STATEMENT('Principal: { AWS: "arn:aws-cn:iam::444455556666:role/ci" }', PULL),
    [
      'repositories/a.yaml:7:29: error: AWS: expected a principal in the repository\'s partition, aws, found "arn:aws-cn:iam::444455556666:role/ci". Write an ARN that starts with arn:aws:',
    ],
  ],
  [
    "no principal",
    STATEMENT(PULL),
    [
      'repositories/a.yaml:6:11: error: Principal: expected a principal, found nothing. Each statement of a repository policy needs a principal: { "AWS": [...] }',
    ],
  ],
  [
    "a misspelt key",
    STATEMENT(WHO, "Actions: ecr:BatchGetImage"),
    ['repositories/a.yaml:8:11: error: Statement[0]: expected a known key, found "Actions". Did you mean "Action"?'],
  ],
  [
    "text that is not JSON",
    {
      "repositories/a.yaml": repository(
        "repositoryPolicy: |",
        "  {",
        '    "Version": "2012-10-17"',
        '    "Statement": []',
        "  }",
      ),
    },
    [
      "repositories/a.yaml:6:9: error: repositoryPolicy: expected JSON, found two entries without a comma. Add one between them",
    ],
  ],
  [
    "text with a fault, at its place in the block",
    {
      "repositories/a.yaml": repository(
        "repositoryPolicy: |",
        "  {",
        '    "Version": "2012-10-17",',
        '    "Statement": [{',
        '      "Effect": "Allow", "Principal": "*",',
        '      "Action": "ecr:ListImages"',
        "    }]",
        "  }",
      ),
    },
    [
      'repositories/a.yaml:7:43: error: Principal: expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "a name, which repository policies have none of",
    { "repositories/a.yaml": repository("repositoryPolicy: shared") },
    [
      'repositories/a.yaml:3:23: error: repositoryPolicy: expected a policy document, its JSON text or none, found "shared"',
    ],
  ],
  [
    "a list",
    { "repositories/a.yaml": repository("repositoryPolicy: []") },
    ["repositories/a.yaml:3:23: error: repositoryPolicy: expected a policy document, its JSON text or none, found []"],
  ],
  [
    "a policy of the defaults, reported there only",
    {
      "environment.yaml":
        SOUND +
        text(
          "repositoryDefaults:",
          "  repositoryPolicy:",
          '    Version: "2012-10-17"',
          `    Statement: { Effect: Allow, Principal: "*", ${PULL} }`,
        ),
      "repositories/a.yaml": repository("scanOnPush: true"),
    },
    [
      'environment.yaml:7:44: error: Principal: expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "grants that are too many for one policy",
    {
      "repositories/a.yaml": repository(
        "pullPrincipals:",
        ...Array.from({ length: 320 }, (_, index) => `  - "${111122220000 + index}"`),
      ),
    },
    [
      'repositories/a.yaml:4:7: error: pullPrincipals: expected a policy of at most 10240 characters (compact JSON), found 10751. Write an organization or organizationalUnit instead of the 320 accounts in statement "AllowPull"',
    ],
  ],
];

testBadInputs(INPUTS);
