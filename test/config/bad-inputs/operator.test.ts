import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

/** An environment with an operator; lines belong to it. */
const OPERATOR = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("cluster: { eks: prod }", "operator:", ...lines.map((line) => `  ${line}`)),
});

const SANDBOX = "manages: [sandbox/]";

const OPERATORS: BadInputs = [
  [
    "no ServiceAccount",
    OPERATOR(SANDBOX),
    [
      "environment.yaml:6:3: error: operator: the operator's ServiceAccount is not known, and it differs by how the operator was installed: write install: manifests (infra-operator-system/infra-operator-controller-manager) or install: helm (infra-operator/infra-operator), or namespace and serviceAccount",
    ],
  ],
  [
    "a namespace alone",
    OPERATOR(SANDBOX, "namespace: infra"),
    [
      "environment.yaml:6:3: error: operator: the operator's ServiceAccount is not known, and it differs by how the operator was installed: write install: manifests (infra-operator-system/infra-operator-controller-manager) or install: helm (infra-operator/infra-operator), or namespace and serviceAccount",
    ],
  ],
  [
    "a misspelt ServiceAccount",
    OPERATOR(SANDBOX, "namespace: infra", "serviceAcount: operator"),
    [
      'environment.yaml:8:3: error: operator: unknown key "serviceAcount"; known here: install, namespace, serviceAccount, otherServiceAccounts, deployment, container, roleName, path, description, permissionsBoundary, maxSessionDuration, trustPolicyQuota, tags, manages, allowDelete, kmsKeys, serviceAccountMode, createNamespace, forceAnnotation, restartOnRoleChange, sessionName. Did you mean "serviceAccount"?',
    ],
  ],
  [
    "an installation that is not known",
    OPERATOR(SANDBOX, "install: kustomize"),
    ['environment.yaml:7:12: error: install: found "kustomize"; allowed: manifests or helm.'],
  ],
  [
    "settings that its mode leaves without effect",
    OPERATOR(
      SANDBOX,
      "install: helm",
      "restartOnRoleChange: true",
      "createNamespace: false",
      "forceAnnotation: true",
      "sessionName: infra-operator",
    ),
    [
      "environment.yaml:8:24: warning: restartOnRoleChange: has no effect with serviceAccountMode none; it is for annotate and create, leave it out",
      "environment.yaml:9:20: warning: createNamespace: has no effect with serviceAccountMode none; it is for create, leave it out",
      "environment.yaml:10:20: warning: forceAnnotation: has no effect with serviceAccountMode none; it is for annotate, leave it out",
    ],
  ],
  [
    "a namespace to make, in a mode that makes none",
    OPERATOR(SANDBOX, "install: helm", "serviceAccountMode: annotate", "createNamespace: true"),
    [
      "environment.yaml:9:20: warning: createNamespace: has no effect with serviceAccountMode annotate; it is for create, leave it out",
    ],
  ],
  [
    "nothing that it owns",
    OPERATOR("install: helm"),
    ["environment.yaml:6:3: error: manages: missing; a list is required"],
  ],
  [
    "an empty list of what it owns",
    OPERATOR("install: helm", "manages: []"),
    ["environment.yaml:7:12: error: manages: found 0; at least 1 entry allowed"],
  ],
  [
    "a wildcard in what it owns",
    OPERATOR("install: helm", 'manages: ["sandbox/*"]'),
    [
      'environment.yaml:7:13: error: manages: expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in "sandbox/*". Write "sandbox/" for every repository below it',
    ],
  ],
  [
    "capitals in what it owns",
    OPERATOR("install: helm", "manages: [Sandbox/]"),
    [
      'environment.yaml:7:13: error: manages: expected a prefix of lowercase letters and digits, joined by . _ - or /, with one slash at the end and at most 255 characters, found "Sandbox/" (8 characters)',
    ],
  ],
  [
    "a prefix within another",
    OPERATOR("install: helm", "manages: [sandbox/, sandbox/team/]"),
    [
      'environment.yaml:7:23: warning: manages: expected entries that do not overlap, found "sandbox/team/", which "sandbox/" already covers. List only one of them',
    ],
  ],
  [
    "a role's name with a slash",
    OPERATOR("install: helm", SANDBOX, "roleName: platform/operator"),
    ['environment.yaml:8:13: error: roleName: found "platform/operator"; 1 to 64 letters, digits and _ + = , . @ -'],
  ],
  [
    "a path without slashes",
    OPERATOR("install: helm", SANDBOX, "path: platform"),
    ['environment.yaml:8:9: error: path: found "platform"; a path that starts and ends with "/"'],
  ],
  [
    "a session of five minutes",
    OPERATOR("install: helm", SANDBOX, "maxSessionDuration: 300"),
    ["environment.yaml:8:23: error: maxSessionDuration: found 300; at least 3600 is allowed"],
  ],
  [
    "a description in Cyrillic letters",
    OPERATOR("install: helm", SANDBOX, "description: оператор"),
    [
      "environment.yaml:8:16: error: description: expected at most 1,000 characters, Latin-1 only, found 8 characters. Shorten the text, or remove characters outside Latin-1",
    ],
  ],
  [
    "a key of another region",
    OPERATOR(
      "install: helm",
      SANDBOX,
      "kmsKeys:",
      "  - arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555",
      "  - arn:aws:kms:us-east-1:111122223333:key/22222222-2222-3333-4444-555555555555",
    ),
    [
      'environment.yaml:10:7: error: kmsKeys: expected the ARN of a key in the repositories\' region (arn:aws:kms:eu-west-1:<account>:key/<id>), found "arn:aws:kms:us-east-1:111122223333:key/22222222-2222-3333-4444-555555555555"',
    ],
  ],
  [
    "an alias for a key",
    OPERATOR("install: helm", SANDBOX, "kmsKeys: ['arn:aws:kms:eu-west-1:111122223333:alias/ecr']"),
    [
      "environment.yaml:8:13: error: kmsKeys: expected the ARN of a key in the repositories' region (arn:aws:kms:eu-west-1:<account>:key/<id>), found \"arn:aws:kms:eu-west-1:111122223333:alias/ecr\". IAM policies do not match aliases: write the ARN of the alias's key",
    ],
  ],
  [
    "a boundary of another account",
    OPERATOR("install: helm", SANDBOX, "permissionsBoundary: arn:aws:iam::999988887777:policy/boundary"),
    [
      'environment.yaml:8:24: error: permissionsBoundary: expected a managed policy of the role\'s account (arn:aws:iam::111122223333:policy/<name>) or of AWS (arn:aws:iam::aws:policy/<name>), found "arn:aws:iam::999988887777:policy/boundary"',
    ],
  ],
  [
    "a namespace that Kubernetes refuses",
    OPERATOR(SANDBOX, "namespace: Infra", "serviceAccount: operator"),
    [
      'environment.yaml:7:14: error: namespace: expected a namespace name of 1 to 63 lowercase letters, digits and hyphens, starting and ending with a letter or digit, found "Infra", which has capital letters',
    ],
  ],
  [
    "another ServiceAccount that Kubernetes refuses",
    OPERATOR("install: helm", SANDBOX, "otherServiceAccounts:", "  - { namespace: tools, name: My_Operator }"),
    [
      'environment.yaml:9:33: error: name: expected a ServiceAccount name of 1 to 253 lowercase letters, digits, hyphens and dots, where each part between dots starts and ends with a letter or digit, found "My_Operator", which has capital letters',
    ],
  ],
  [
    "every ServiceAccount of a cluster",
    OPERATOR("install: helm", SANDBOX, "otherServiceAccounts:", '  - { namespace: "*", name: "*" }'),
    [
      "environment.yaml:9:7: error: otherServiceAccounts: expected the operator's namespace or name, found wildcards for both, which trust every ServiceAccount in the cluster",
    ],
  ],
  [
    "a wildcard in the ServiceAccount that is annotated",
    OPERATOR(SANDBOX, "namespace: infra", 'serviceAccount: "operator-*"', "serviceAccountMode: annotate"),
    [
      'environment.yaml:8:19: error: serviceAccount: expected a ServiceAccount name of 1 to 253 lowercase letters, digits, hyphens and dots, where each part between dots starts and ends with a letter or digit, found "operator-*", which has "*"',
    ],
  ],
  [
    "a Deployment that Kubernetes refuses",
    OPERATOR(
      "install: helm",
      SANDBOX,
      "serviceAccountMode: annotate",
      "restartOnRoleChange: true",
      "deployment: My_Operator",
    ),
    [
      'environment.yaml:10:15: error: deployment: expected a Deployment name of 1 to 253 lowercase letters, digits, hyphens and dots, where each part between dots starts and ends with a letter or digit, found "My_Operator", which has capital letters',
    ],
  ],
  [
    "a mode that is not known",
    OPERATOR("install: helm", SANDBOX, "serviceAccountMode: anotate"),
    [
      'environment.yaml:8:23: error: serviceAccountMode: found "anotate"; allowed: none, annotate or create. Did you mean "annotate"?',
    ],
  ],
  [
    "a session's name that is too short",
    OPERATOR("install: helm", SANDBOX, "sessionName: a"),
    ['environment.yaml:8:16: error: sessionName: found "a"; 2 to 64 letters, digits and _ + = , . @ -'],
  ],
  [
    "tags whose keys IAM takes for one",
    {
      "environment.yaml":
        SOUND +
        text(
          "tags: { Owner: platform }",
          "cluster: { eks: prod }",
          "operator:",
          "  install: helm",
          "  manages: [sandbox/]",
          "  tags:",
          "    owner: operator",
        ),
    },
    [
      'environment.yaml:10:5: error: tags: the keys "Owner" and "owner" differ in case only, and IAM takes them for one; write both alike, or leave one out',
    ],
  ],
  [
    "default tags whose keys IAM takes for one",
    {
      "environment.yaml":
        SOUND +
        text(
          "tags: { Owner: platform, owner: us }",
          "cluster: { eks: prod }",
          "operator: { install: helm, manages: [sandbox/] }",
        ),
    },
    [
      'environment.yaml:4:26: error: tags: the keys "Owner" and "owner" differ in case only, and IAM takes them for one; write both alike, or leave one out',
    ],
  ],
  [
    "a fault in the operator does not hide whose a repository is",
    { ...OPERATOR("install: helm", "manages: [team/]", "rolName: operator"), "repositories/a.yaml": repository() },
    [
      'environment.yaml:8:3: error: operator: unknown key "rolName"; known here: install, namespace, serviceAccount, otherServiceAccounts, deployment, container, roleName, path, description, permissionsBoundary, maxSessionDuration, trustPolicyQuota, tags, manages, allowDelete, kmsKeys, serviceAccountMode, createNamespace, forceAnnotation, restartOnRoleChange, sessionName. Did you mean "roleName"?',
      'repositories/a.yaml:2:21: error: repositoryName: expected one owner, found "team/api" declared here and covered by "team/" in manages. The operator would reset its settings every five minutes and could delete it: remove it from one of the two',
    ],
  ],
];

describe("the operator", () => {
  testBadInputs(OPERATORS);
});
