import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const STATEMENT = (...lines: readonly string[]) => ({
  "repositories/a.yaml": repository(
    "repositoryPolicy:",
    '  Version: "2012-10-17"',
    "  Statement:",
    "    - Effect: Allow",
    ...lines.map((line) => `      ${line}`),
  ),
});

const PULL = 'Action: ["ecr:BatchGetImage"]';

const WHO = 'Principal: { AWS: "444455556666" }';

const INPUTS: BadInputs = [
  [
    "a Resource",
    STATEMENT(WHO, PULL, 'Resource: "*"'),
    [
      'repositories/a.yaml:9:21: error: Resource: found Resource; a repository policy is about its own repository and has none ("Invalid repository policy provided"); leave it out',
    ],
  ],
  [
    "GetAuthorizationToken",
    STATEMENT(WHO, 'Action: ["ecr:BatchGetImage", "ecr:GetAuthorizationToken"]'),
    [
      'repositories/a.yaml:8:41: error: Action: ecr:GetAuthorizationToken is about no repository, so it is void here; allow it in an identity policy of who logs in, with Resource "*"',
    ],
  ],
  [
    "everybody without a condition",
    STATEMENT('Principal: "*"', PULL),
    [
      'repositories/a.yaml:7:22: error: Principal: Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "an action of another service",
    STATEMENT(WHO, "Action: s3:GetObject"),
    [
      'repositories/a.yaml:8:19: error: Action: found "s3:GetObject"; a repository policy is about actions of ecr only; put it into an identity policy',
    ],
  ],
  [
    "an action that is misspelt",
    STATEMENT(WHO, "Action: ecr:BatchGetImages"),
    [
      'repositories/a.yaml:8:19: warning: Action: "ecr:BatchGetImages" is no action of ECR that is known here; check its spelling. Did you mean "ecr:BatchGetImage"?',
    ],
  ],
  [
    "a part of a push",
    STATEMENT(WHO, "Action: [ecr:PutImage]"),
    [
      "repositories/a.yaml:8:19: warning: Action: a push also needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart and ecr:CompleteLayerUpload; without them every push fails; add them",
    ],
  ],
  [
    "a principal without quotes",
    STATEMENT("Principal: { AWS: 444455556666 }", PULL),
    [
      'repositories/a.yaml:7:29: error: AWS: found the number 444455556666; an account id is text; quote it: "444455556666"',
    ],
  ],
  [
    "a principal of another partition",
    STATEMENT('Principal: { AWS: "arn:aws-cn:iam::444455556666:role/ci" }', PULL),
    [
      'repositories/a.yaml:7:29: error: AWS: found "arn:aws-cn:iam::444455556666:role/ci"; the repository is in partition aws, where principals of aws-cn are unknown; name one of arn:aws:',
    ],
  ],
  [
    "no principal",
    STATEMENT(PULL),
    [
      'repositories/a.yaml:6:11: error: Principal: missing; a repository policy says whom each statement is about; write Principal: { "AWS": [...] }',
    ],
  ],
  [
    "a misspelt key",
    STATEMENT(WHO, "Actions: ecr:BatchGetImage"),
    [
      'repositories/a.yaml:8:11: error: Statement: unknown key "Actions"; known here: Sid, Effect, Principal, NotPrincipal, Action, NotAction, Condition. Did you mean "Action"?',
    ],
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
    ["repositories/a.yaml:6:9: error: repositoryPolicy: not JSON: a comma is missing; put one between two entries"],
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
        '      "Action": "ecr:BatchGetImage"',
        "    }]",
        "  }",
      ),
    },
    [
      'repositories/a.yaml:7:43: error: Principal: Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
    ],
  ],
  [
    "a name, which repository policies have none of",
    { "repositories/a.yaml": repository("repositoryPolicy: shared") },
    [
      'repositories/a.yaml:3:23: error: repositoryPolicy: found "shared"; a policy document, its JSON text or "none" is allowed',
    ],
  ],
  [
    "a list",
    { "repositories/a.yaml": repository("repositoryPolicy: []") },
    [
      "repositories/a.yaml:3:23: error: repositoryPolicy: found []; a policy document, its JSON text or none is allowed",
    ],
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
      'environment.yaml:7:44: error: Principal: Principal "*" without a Condition allows every AWS account in the world; name the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
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
      "repositories/a.yaml:4:7: error: pullPrincipals: the policy has 10751 characters as compact JSON; AWS takes at most 10240; join statements, or grant to an account or organisation",
    ],
  ],
];

testBadInputs(INPUTS);
