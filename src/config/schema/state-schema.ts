import { z } from "zod";
import { KEY_ID, regionalArnStart } from "../../domain/aws/arn-patterns";
import { REGION } from "../../domain/aws/arn";
import { formatError, regionError, urlError } from "../../domain/problems/schema-messages";
import { roleArnSchema } from "../../domain/iam/role-arn";

/**
 * Terraform's backends, each with the argument that tells the states of two stacks apart and its value by default.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export const BACKENDS = {
  s3: { distinguishes: "key", template: "{project}/{environment}/{stack}.tfstate" },
  local: { distinguishes: "path", template: ".state/{project}/{environment}/{stack}.tfstate" },
  gcs: { distinguishes: "prefix", template: "{project}/{environment}/{stack}" },
  azurerm: { distinguishes: "key", template: "{project}/{environment}/{stack}.tfstate" },
  consul: { distinguishes: "path", template: "{project}/{environment}/{stack}" },
  cos: { distinguishes: "prefix", template: "{project}/{environment}/{stack}" },
  oss: { distinguishes: "prefix", template: "{project}/{environment}/{stack}" },
  kubernetes: { distinguishes: "secret_suffix", template: "{project}-{environment}-{stack}" },
  pg: { distinguishes: "schema_name", template: "{project}_{environment}_{stack}" },
  http: { distinguishes: "address", template: undefined },
  remote: { distinguishes: "workspaces", template: undefined },
} as const;

export type BackendName = keyof typeof BACKENDS;

const KMS_ARN = regionalArnStart("kms");
/** What Terraform takes for a key of S3's. */
const KMS_KEY = new RegExp(`^(${KMS_ARN}key/${KEY_ID}|${KEY_ID}|(${KMS_ARN})?alias/[\\w/-]+)$`);

const url = z.url({ protocol: /^https?$/, error: urlError });

const s3Schema = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
        error: formatError("a bucket name has 3 to 63 lower-case letters, digits, hyphens and single dots"),
      })
      .describe("Bucket of the state."),
    region: z
      .string()
      .regex(REGION, { error: regionError })
      .describe("Region of the bucket. Defaults to the environment's.")
      .optional(),
    key: z
      .string()
      .regex(/^(?!.*\/\/)[^/](.*[^/])?$/, {
        error: formatError("a key neither begins nor ends with a slash, nor has two in a row"),
      })
      .describe(`Key of a stack's state. Defaults to \`${BACKENDS.s3.template}\`.`)
      .optional(),
    encrypt: z.boolean().describe("Whether the state is encrypted at rest. Defaults to true.").optional(),
    useLockfile: z
      .boolean()
      .describe("Whether a lock file in the bucket keeps two runs apart. Defaults to true.")
      .optional(),
    kmsKeyId: z
      .string()
      .regex(KMS_KEY, {
        error: formatError(
          "a KMS key is allowed, arn:aws:kms:<region>:<account>:key/<id>, its id alone, or alias/<name>",
        ),
      })
      .describe("KMS key that encrypts the state, in the bucket's region: its ARN, id or alias.")
      .optional(),
    roleArn: roleArnSchema.describe("Role to assume for the state alone.").optional(),
    profile: z.string().min(1).describe("Profile of the AWS configuration files for the state alone.").optional(),
    endpoint: url
      .describe("URL of an S3-compatible store. Also turns off the checks that only AWS answers.")
      .optional(),
    usePathStyle: z
      .boolean()
      .describe("Whether the bucket is part of the path instead of the host name. Defaults to true with an endpoint.")
      .optional(),
  })
  .describe("State in S3.");

const cloudSchema = z
  .strictObject({
    organization: z
      .string()
      .regex(/^[\w-]+$/, {
        error: formatError(
          "an organization's name has letters, digits, _ and -, as its address in the browser shows it",
        ),
      })
      .describe("Organization in Terraform Cloud."),
    project: z.string().min(1).describe("Project in which new workspaces are made.").optional(),
    hostname: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i, {
        error: formatError('a host name alone is allowed, as in "tfe.example.com"'),
      })
      .describe("Host of a Terraform Enterprise. Defaults to `app.terraform.io`.")
      .optional(),
  })
  .describe("State and runs in Terraform Cloud: one workspace a stack, `<environment>-<stack>`.");

const localSchema = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .describe(`File of a stack's state, relative to the project. Defaults to \`${BACKENDS.local.template}\`.`)
      .optional(),
  })
  .describe("State in a file of this machine: for trials only.");

type Argument = string | number | boolean | Argument[] | { [key: string]: Argument };
const argument: z.ZodType<Argument> = z
  .lazy(() => z.union([z.string(), z.number(), z.boolean(), z.array(argument), z.record(z.string(), argument)]))
  .meta({ id: "Argument" });

const settingsOf = (name: Exclude<BackendName, "s3" | "local">) =>
  z
    .record(z.string(), argument)
    .describe(
      `Arguments of Terraform's \`${name}\` backend, by Terraform's names. \`{project}\`, \`{environment}\` and \`{stack}\` are filled in` +
        (BACKENDS[name].template === undefined ? `; \`${BACKENDS[name].distinguishes}\` must hold \`{stack}\`.` : "."),
    )
    .optional();

const MISSING =
  "nothing says where Terraform keeps the state; write state: { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend";

/** Where the state is; exactly one of them. */
export const stateSchema = z
  .strictObject(
    {
      s3: s3Schema.optional(),
      cloud: cloudSchema.optional(),
      local: localSchema.optional(),
      gcs: settingsOf("gcs"),
      azurerm: settingsOf("azurerm"),
      consul: settingsOf("consul"),
      cos: settingsOf("cos"),
      oss: settingsOf("oss"),
      kubernetes: settingsOf("kubernetes"),
      pg: settingsOf("pg"),
      http: settingsOf("http"),
      remote: settingsOf("remote"),
    },
    { error: ({ code, input }) => (code === "invalid_type" && (input ?? null) === null ? MISSING : undefined) },
  )
  .refine((state) => Object.keys(state).length === 1, {
    when: ({ issues }) => issues.length === 0,
    error: ({ input }) => {
      const found = Object.keys(input as object);
      return `found ${found.length === 0 ? "no backend" : `${found.join(" and ")} together`}; exactly one is allowed: s3, cloud, local, ${Object.keys(BACKENDS).slice(2).join(", ")}`;
    },
  })
  .describe("Where Terraform keeps the state: exactly one backend.");

export type WrittenState = z.output<typeof stateSchema>;
