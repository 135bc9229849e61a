import { SOUND, testBadInputs, text, type BadInputs } from "../support";

const WITHOUT = (key: string, ...lines: readonly string[]) => ({
  "environment.yaml": SOUND.replace(new RegExp(`^${key}:.*\n`, "m"), "") + text(...lines),
});

const STATE = (...lines: readonly string[]) => WITHOUT("state", ...lines);

const OPERATOR = text("operator: { install: helm, manages: [sandbox/] }", "cluster: { eks: prod }");

const STATES: BadInputs = [
  [
    "none",
    WITHOUT("state"),
    [
      "environment.yaml:1:1: nothing says where Terraform keeps the state; write state: { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend",
    ],
  ],
  [
    "nothing after state",
    STATE("state:"),
    [
      "environment.yaml:3:7: nothing says where Terraform keeps the state; write state: { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend",
    ],
  ],
  [
    "no backend",
    STATE("state: {}"),
    [
      "environment.yaml:3:8: state: found no backend; exactly one is allowed: s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http, remote",
    ],
  ],
  [
    "two backends",
    STATE("state:", "  local: {}", "  s3: { bucket: acme-state }"),
    [
      "environment.yaml:4:3: state: found s3 and local together; exactly one is allowed: s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http, remote",
    ],
  ],
  [
    "a backend that is not known",
    STATE("state: { s4: { bucket: acme-state } }"),
    [
      'environment.yaml:3:10: unknown key "s4"; known here: s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http, remote. Did you mean "s3"?',
    ],
  ],
  ["S3 without a bucket", STATE("state: { s3: {} }"), ["environment.yaml:3:14: bucket: missing; text is required"]],
  [
    "a bucket with capitals",
    STATE("state: { s3: { bucket: Acme } }"),
    ['environment.yaml:3:24: found "Acme"; a bucket name has 3 to 63 lower-case letters, digits, dots and hyphens'],
  ],
  [
    "an S3 endpoint that is no URL",
    STATE("state:", "  s3:", "    bucket: acme-state", "    endpoint: minio:9000"),
    ['environment.yaml:6:15: endpoint: found "minio:9000"; a URL is allowed, as in "https://example.com:9000"'],
  ],
  [
    "S3 in a region that is none",
    STATE("state: { s3: { bucket: acme-state, region: europe } }"),
    ['environment.yaml:3:44: found "europe"; a region is allowed, as in "eu-west-1"'],
  ],
  [
    "an argument by Terraform's name instead of ours",
    STATE("state: { s3: { bucket: acme-state, use_lockfile: true } }"),
    [
      'environment.yaml:3:36: unknown key "use_lockfile"; known here: bucket, region, key, encrypt, useLockfile, kmsKeyId, roleArn, profile, endpoint, usePathStyle. Did you mean "useLockfile"?',
    ],
  ],
  [
    "a cloud without an organization",
    STATE("state: { cloud: { project: registry } }"),
    ["environment.yaml:3:17: organization: missing; text is required"],
  ],
  [
    "an argument without a value",
    STATE("state: { gcs: { bucket: } }"),
    ["environment.yaml:3:25: bucket: found nothing; text, a number, true or false, a list or a mapping is allowed"],
  ],
  [
    "http whose stacks share an address",
    {
      "environment.yaml":
        STATE("state:", "  http:", "    address: https://example.com/state")["environment.yaml"] + OPERATOR,
    },
    ["environment.yaml:5:14: the stacks registry and access would share one state; let address hold {stack}"],
  ],
  [
    "http without an address",
    { "environment.yaml": STATE("state: { http: {} }")["environment.yaml"] + OPERATOR },
    ["environment.yaml:3:16: the stacks registry and access would share one state; let address hold {stack}"],
  ],
  [
    "S3 whose stacks share a key",
    {
      "environment.yaml":
        STATE("state: { s3: { bucket: acme-state, key: all.tfstate } }")["environment.yaml"] + OPERATOR,
    },
    ["environment.yaml:3:41: the stacks registry and access would share one state; let key hold {stack}"],
  ],
  [
    "a placeholder that nothing fills",
    {
      "environment.yaml":
        STATE("state: { s3: { bucket: acme-state, key: '{env}/{stack}.tfstate' } }")["environment.yaml"] + OPERATOR,
    },
    [
      "environment.yaml:3:41: key: found {env}, which nothing fills; {project}, {environment} and {stack} are filled in.",
    ],
  ],
];

describe("state", () => {
  testBadInputs(STATES);
});
