import { environmentOf, SOUND, testBadInputs, text, type BadInputs } from "../support";

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
      "environment.yaml:1:1: error: state: nothing says where Terraform keeps the state; write state: { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend",
    ],
  ],
  [
    "nothing after state",
    STATE("state:"),
    [
      "environment.yaml:3:7: error: state: nothing says where Terraform keeps the state; write state: { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend",
    ],
  ],
  [
    "no backend",
    STATE("state: {}"),
    [
      "environment.yaml:3:8: error: state: found no backend; exactly one is allowed: s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http, remote",
    ],
  ],
  [
    "two backends",
    STATE("state:", "  local: {}", "  s3: { bucket: acme-state }"),
    [
      "environment.yaml:4:3: error: state: found s3 and local together; exactly one is allowed: s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http, remote",
    ],
  ],
  [
    "a backend that is not known",
    STATE("state: { s4: { bucket: acme-state } }"),
    [
      'environment.yaml:3:10: error: state: unknown key "s4"; known here: s3, cloud, local, gcs, azurerm, consul, cos, oss, kubernetes, pg, http, remote. Did you mean "s3"?',
    ],
  ],
  [
    "S3 without a bucket",
    STATE("state: { s3: {} }"),
    ["environment.yaml:3:14: error: bucket: missing; text is required"],
  ],
  [
    "a bucket with capitals",
    STATE("state: { s3: { bucket: Acme } }"),
    [
      'environment.yaml:3:24: error: bucket: found "Acme"; a bucket name has 3 to 63 lower-case letters, digits, hyphens and single dots',
    ],
  ],
  [
    "a bucket with two dots in a row",
    STATE("state: { s3: { bucket: acme..state } }"),
    [
      'environment.yaml:3:24: error: bucket: found "acme..state"; a bucket name has 3 to 63 lower-case letters, digits, hyphens and single dots',
    ],
  ],
  ...["/acme/{stack}", "acme/{stack}/", "acme//{stack}"].map((key): BadInputs[number] => [
    `a key that Terraform refuses, ${key}`,
    STATE(`state: { s3: { bucket: acme-state, key: "${key}" } }`),
    [
      `environment.yaml:3:41: error: key: found "${key}"; a key neither begins nor ends with a slash, nor has two in a row`,
    ],
  ]),
  [
    "a KMS key that is none",
    STATE("state: { s3: { bucket: acme-state, kmsKeyId: acme } }"),
    [
      'environment.yaml:3:46: error: kmsKeyId: found "acme"; a KMS key is allowed, arn:aws:kms:<region>:<account>:key/<id>, its id alone, or alias/<name>',
    ],
  ],
  [
    "a KMS key of another region than the bucket's",
    STATE("state:", "  s3:", "    bucket: acme-state", `    kmsKeyId: ${KEY}`, "    region: us-east-1"),
    [
      `environment.yaml:6:15: error: kmsKeyId: found "${KEY}", and the bucket is in us-east-1; S3 takes keys of the bucket's region only, arn:aws:kms:us-east-1:<account>:key/<id>`,
    ],
  ],
  [
    "a KMS key without encryption",
    STATE("state:", "  s3:", "    bucket: acme-state", `    kmsKeyId: ${KEY}`, "    encrypt: false"),
    ["environment.yaml:7:14: error: encrypt: false with kmsKeyId, so the key would not be used; take one of them out"],
  ],
  [
    "a role that is in another partition than the bucket",
    STATE("state: { s3: { bucket: acme-state, roleArn: 'arn:aws-cn:iam::111122223333:role/state' } }"),
    [
      "environment.yaml:3:45: error: roleArn: found a role of partition aws-cn, and the bucket's region eu-west-1 is in aws; name a role there",
    ],
  ],
  [
    "an empty profile",
    STATE('state: { s3: { bucket: acme-state, profile: "" } }'),
    ['environment.yaml:3:45: error: profile: found "" (0 characters); at least 1 character allowed'],
  ],
  [
    "an S3 endpoint that is no URL",
    STATE("state:", "  s3:", "    bucket: acme-state", "    endpoint: minio:9000"),
    ['environment.yaml:6:15: error: endpoint: found "minio:9000"; a URL is allowed, as in "https://example.com:9000"'],
  ],
  [
    "S3 in a region that is none",
    STATE("state: { s3: { bucket: acme-state, region: europe } }"),
    [
      'environment.yaml:3:44: error: region: expected an AWS region such as "eu-west-1", found "europe". The nearest are eu-north-1, eu-south-1 or eu-south-2',
    ],
  ],
  [
    "an argument by Terraform's name instead of ours",
    STATE("state: { s3: { bucket: acme-state, use_lockfile: true } }"),
    [
      'environment.yaml:3:36: error: s3: unknown key "use_lockfile"; known here: bucket, region, key, encrypt, useLockfile, kmsKeyId, roleArn, profile, endpoint, usePathStyle. Did you mean "useLockfile"?',
    ],
  ],
  [
    "a cloud without an organization",
    STATE("state: { cloud: { project: registry } }"),
    ["environment.yaml:3:17: error: organization: missing; text is required"],
  ],
  [
    "an organization that no address can name",
    STATE("state: { cloud: { organization: Acme Corp } }"),
    [
      `environment.yaml:3:33: error: organization: found "Acme Corp"; an organization's name has letters, digits, _ and -, as its address in the browser shows it`,
    ],
  ],
  [
    "a URL in the place of a host",
    STATE("state: { cloud: { organization: acme, hostname: 'https://tfe.example.com' } }"),
    [
      'environment.yaml:3:49: error: hostname: found "https://tfe.example.com"; a host name alone is allowed, as in "tfe.example.com"',
    ],
  ],
  [
    "a local file without a name",
    STATE('state: { local: { path: "" } }'),
    ['environment.yaml:3:25: error: path: found "" (0 characters); at least 1 character allowed'],
  ],
  [
    "an argument without a value",
    STATE("state: { gcs: { bucket: } }"),
    [
      "environment.yaml:3:25: error: bucket: found nothing; text, a number, true or false, a list or a mapping is allowed",
    ],
  ],
  [
    "http whose stacks share an address",
    {
      "environment.yaml":
        STATE("state:", "  http:", "    address: https://example.com/state")["environment.yaml"] + OPERATOR,
    },
    [
      "environment.yaml:5:14: error: address: the stacks registry and access would share one state; let address hold {stack}",
    ],
  ],
  [
    "http without an address",
    { "environment.yaml": STATE("state: { http: {} }")["environment.yaml"] + OPERATOR },
    [
      "environment.yaml:3:16: error: address: the stacks registry and access would share one state; let address hold {stack}",
    ],
  ],
  [
    "S3 whose stacks share a key",
    {
      "environment.yaml":
        STATE("state: { s3: { bucket: acme-state, key: all.tfstate } }")["environment.yaml"] + OPERATOR,
    },
    ["environment.yaml:3:41: error: key: the stacks registry and access would share one state; let key hold {stack}"],
  ],
  [
    "a placeholder that nothing fills",
    {
      "environment.yaml":
        STATE("state: { s3: { bucket: acme-state, key: '{env}/{stack}.tfstate' } }")["environment.yaml"] + OPERATOR,
    },
    [
      "environment.yaml:3:41: error: key: found {env}, which nothing fills; {project}, {environment} and {stack} are filled in.",
    ],
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
