import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const WITHOUT = (key: string, ...lines: readonly string[]) => ({
  "environment.yaml": SOUND.replace(new RegExp(`^${key}:.*\n`, "m"), "") + text(...lines),
});

const STATE = (...lines: readonly string[]) => WITHOUT("state", ...lines);

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const OPERATOR = text("operator: { install: helm, manages: [sandbox/] }", "cluster: { eks: prod }");

const STATES: BadInputs = [
  [
    "none",
    WITHOUT("state"),
    [
      "environment.yaml:1:1: error: state: expected a backend for Terraform's state, found none. Write { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend",
    ],
  ],
  [
    "nothing after state",
    STATE("state:"),
    [
      "environment.yaml:3:7: error: state: expected a backend for Terraform's state, found none. Write { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend",
    ],
  ],
  [
    "no backend",
    STATE("state: {}"),
    [
      "environment.yaml:3:8: error: state: expected one backend (s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http or remote), found none",
    ],
  ],
  [
    "two backends",
    STATE("state:", "  local: {}", "  s3: { bucket: acme-state }"),
    [
      "environment.yaml:4:3: error: state: expected one backend (s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http or remote), found s3 and local",
    ],
  ],
  [
    "a backend that is not known",
    STATE("state: { s4: { bucket: acme-state } }"),
    ['environment.yaml:3:10: error: state: expected a known key, found "s4". Did you mean "s3"?'],
  ],
  [
    "S3 without a bucket",
    STATE("state: { s3: {} }"),
    ["environment.yaml:3:14: error: bucket: expected text, found nothing"],
  ],
  [
    "a bucket with capitals",
    STATE("state: { s3: { bucket: Acme } }"),
    [
      'environment.yaml:3:24: error: bucket: expected a bucket name of 3 to 63 lowercase letters, digits, hyphens and single dots, found "Acme"',
    ],
  ],
  [
    "a bucket with two dots in a row",
    STATE("state: { s3: { bucket: acme..state } }"),
    [
      'environment.yaml:3:24: error: bucket: expected a bucket name of 3 to 63 lowercase letters, digits, hyphens and single dots, found "acme..state"',
    ],
  ],
  ...["/acme/{stack}", "acme/{stack}/", "acme//{stack}"].map((key): BadInputs[number] => [
    `a key that Terraform refuses, ${key}`,
    STATE(`state: { s3: { bucket: acme-state, key: "${key}" } }`),
    [
      `environment.yaml:3:41: error: key: expected a key without a slash at the start or end, and without two slashes in a row, found "${key}"`,
    ],
  ]),
  [
    "a KMS key that is none",
    STATE("state: { s3: { bucket: acme-state, kmsKeyId: acme } }"),
    [
      'environment.yaml:3:46: error: kmsKeyId: expected a KMS key\'s ARN (arn:aws:kms:<region>:<account>:key/<id>), its ID, or alias/<name>, found "acme"',
    ],
  ],
  [
    "a KMS key of another region than the bucket's",
    STATE("state:", "  s3:", "    bucket: acme-state", `    kmsKeyId: ${KEY}`, "    region: us-east-1"),
    [
      `environment.yaml:6:15: error: kmsKeyId: expected a key in the bucket's region (arn:aws:kms:us-east-1:<account>:key/<id>), found "${KEY}"`,
    ],
  ],
  [
    "a KMS key without encryption",
    STATE("state:", "  s3:", "    bucket: acme-state", `    kmsKeyId: ${KEY}`, "    encrypt: false"),
    [
      "environment.yaml:7:14: error: encrypt: expected true with kmsKeyId, found false, so the key would not be used. Remove encrypt or kmsKeyId",
    ],
  ],
  [
    "a role that is in another partition than the bucket",
    STATE("state: { s3: { bucket: acme-state, roleArn: 'arn:aws-cn:iam::111122223333:role/state' } }"),
    [
      "environment.yaml:3:45: error: roleArn: expected a role in aws, the partition of the bucket's region eu-west-1, found one in aws-cn",
    ],
  ],
  [
    "an empty profile",
    STATE('state: { s3: { bucket: acme-state, profile: "" } }'),
    ['environment.yaml:3:45: error: profile: expected at least 1 character, found "" (0 characters)'],
  ],
  [
    "an S3 endpoint that is no URL",
    STATE("state:", "  s3:", "    bucket: acme-state", "    endpoint: minio:9000"),
    ['environment.yaml:6:15: error: endpoint: expected a URL such as "https://example.com:9000", found "minio:9000"'],
  ],
  [
    "S3 in a region that is none",
    STATE("state: { s3: { bucket: acme-state, region: europe } }"),
    [
      'environment.yaml:3:44: error: region: expected an AWS region such as "eu-west-1", found "europe". The closest matches are eu-north-1, eu-south-1 or eu-south-2',
    ],
  ],
  [
    "an argument by Terraform's name instead of ours",
    STATE("state: { s3: { bucket: acme-state, use_lockfile: true } }"),
    ['environment.yaml:3:36: error: s3: expected a known key, found "use_lockfile". Did you mean "useLockfile"?'],
  ],
  [
    "a cloud without an organization",
    STATE("state: { cloud: { project: registry } }"),
    ["environment.yaml:3:17: error: organization: expected text, found nothing"],
  ],
  [
    "an organization that no address can name",
    STATE("state: { cloud: { organization: Acme Corp } }"),
    [
      'environment.yaml:3:33: error: organization: expected an organization\'s name of letters, digits, _ and -, as in its URL, found "Acme Corp"',
    ],
  ],
  [
    "a URL in the place of a host",
    STATE("state: { cloud: { organization: acme, hostname: 'https://tfe.example.com' } }"),
    [
      'environment.yaml:3:49: error: hostname: expected a host name such as "tfe.example.com", found "https://tfe.example.com"',
    ],
  ],
  [
    "a local file without a name",
    STATE('state: { local: { path: "" } }'),
    ['environment.yaml:3:25: error: path: expected at least 1 character, found "" (0 characters)'],
  ],
  [
    "an argument without a value",
    STATE("state: { gcs: { bucket: } }"),
    [
      "environment.yaml:3:25: error: bucket: expected text, a number, true or false, a list or a mapping, found no value. Write one, or remove the key",
    ],
  ],
  [
    "http whose stacks share an address",
    {
      "environment.yaml":
        STATE("state:", "  http:", "    address: https://example.com/state")["environment.yaml"] + OPERATOR,
    },
    [
      'environment.yaml:5:14: error: address: expected {stack} in the value, found "https://example.com/state". Without {stack}, the stacks registry and access would share a state',
    ],
  ],
  [
    "http without an address",
    { "environment.yaml": STATE("state: { http: {} }")["environment.yaml"] + OPERATOR },
    [
      "environment.yaml:3:16: error: address: expected {stack} in the value, found nothing. Without {stack}, the stacks registry and access would share a state",
    ],
  ],
  [
    "S3 whose stacks share a key",
    {
      "environment.yaml":
        STATE("state: { s3: { bucket: acme-state, key: all.tfstate } }")["environment.yaml"] + OPERATOR,
    },
    [
      'environment.yaml:3:41: error: key: expected {stack} in the value, found "all.tfstate". Without {stack}, the stacks registry and access would share a state',
    ],
  ],
  [
    "a placeholder that nothing fills",
    {
      "environment.yaml":
        STATE("state: { s3: { bucket: acme-state, key: '{env}/{stack}.tfstate' } }")["environment.yaml"] + OPERATOR,
    },
    ["environment.yaml:3:41: error: key: expected a placeholder {project}, {environment} or {stack}, found {env}"],
  ],
];

describe("state", () => {
  testBadInputs(STATES);

  test.each([
    KEY,
    "arn:aws:kms:eu-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef",
    "arn:aws:kms:eu-west-1:111122223333:alias/state",
    "1234abcd-12ab-34cd-56ef-1234567890ab",
    "alias/terraform/state",
  ])("a KMS key goes by any of its names, %s", (key) => {
    const { state } = environmentOf(STATE(`state: { s3: { bucket: acme-state, kmsKeyId: "${key}" } }`));
    expect(state).toMatchObject({ settings: { kms_key_id: key } });
  });
});
