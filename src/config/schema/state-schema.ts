import { z } from "zod";
import { KEY_ID_PATTERN, regionalArnStart } from "../../domain/aws/arn-patterns";
import { REGION } from "../../domain/aws/arn";
import { oneOf } from "../../domain/problems/problem";
import { formatError, regionError, urlError } from "../../domain/problems/schema-messages";
import { roleArnSchema } from "../../domain/iam/role-schema";
import { BACKENDS, type BackendName } from "../default-state-keys";

const KMS_ARN = regionalArnStart("kms");
/** The KMS keys that Terraform's S3 backend accepts. */
const KMS_KEY = new RegExp(`^(${KMS_ARN}key/${KEY_ID_PATTERN}|${KEY_ID_PATTERN}|(${KMS_ARN})?alias/[\\w/-]+)$`);

const url = z.url({ protocol: /^https?$/, error: urlError });

const s3Schema = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
        error: formatError("a bucket name of 3 to 63 lowercase letters, digits, hyphens and single dots"),
      })
      .describe("Bucket for the state."),
    region: z
      .string()
      .regex(REGION, { error: regionError })
      .describe("Region of the bucket. Defaults to the environment's region.")
      .optional(),
    key: z
      .string()
      .regex(/^(?!.*\/\/)[^/](.*[^/])?$/, {
        error: formatError("a key without a slash at the start or end, and without two slashes in a row"),
      })
      .describe(`Key of each stack's state. Defaults to \`${BACKENDS.s3.template}\`.`)
      .optional(),
    encrypt: z.boolean().describe("Whether the state is encrypted at rest. Defaults to true.").optional(),
    useLockfile: z
      .boolean()
      .describe("Whether a lock file in the bucket prevents concurrent runs. Defaults to true.")
      .optional(),
    kmsKeyId: z
      .string()
      .regex(KMS_KEY, {
        error: formatError("a KMS key's ARN (arn:aws:kms:<region>:<account>:key/<id>), its ID, or alias/<name>"),
      })
      .describe("KMS key that encrypts the state, in the bucket's region: its ARN, ID or alias.")
      .optional(),
    roleArn: roleArnSchema.describe("Role to assume only for the state.").optional(),
    profile: z.string().min(1).describe("AWS profile to use only for the state.").optional(),
    endpoint: url.describe("URL of an S3-compatible store. This also turns off checks that require AWS.").optional(),
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
        error: formatError("an organization's name of letters, digits, _ and -, as in its URL"),
      })
      .describe("Organization in Terraform Cloud."),
    project: z.string().min(1).describe("Project for new workspaces.").optional(),
    hostname: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i, {
        error: formatError('a host name such as "tfe.example.com"'),
      })
      .describe("Host name of Terraform Enterprise. Defaults to `app.terraform.io`.")
      .optional(),
  })
  .describe("State and runs in Terraform Cloud, with one workspace per stack: `<environment>-<stack>`.");

const localSchema = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .describe(`File for each stack's state, relative to the project. Defaults to \`${BACKENDS.local.template}\`.`)
      .optional(),
  })
  .describe("State in a local file. Use it only to try things out.");

type Argument = string | number | boolean | Argument[] | { [key: string]: Argument };
const argument: z.ZodType<Argument> = z
  .lazy(() =>
    z.union([
      z.string().meta({ title: "Text" }),
      z.number().meta({ title: "Number" }),
      z.boolean().meta({ title: "true or false" }),
      z.array(argument).meta({ title: "List" }),
      z.record(z.string(), argument).meta({ title: "Mapping" }),
    ]),
  )
  .meta({ id: "Argument" });

const settingsOf = (name: Exclude<BackendName, "s3" | "local">) =>
  z
    .record(z.string(), argument)
    .describe(
      `Arguments of Terraform's \`${name}\` backend. The placeholders \`{project}\`, \`{environment}\` and \`{stack}\` are replaced` +
        (BACKENDS[name].template === undefined
          ? `; \`${BACKENDS[name].distinguishes}\` must contain \`{stack}\`.`
          : "."),
    )
    .optional();

const MISSING =
  "expected a backend for Terraform's state, found none. Write { s3: { bucket: <name> } }, { cloud: { organization: <name> } } or another backend";

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
      const choices = oneOf(["s3", "cloud", "local", ...Object.keys(BACKENDS).slice(2)]);
      return `expected one backend (${choices}), found ${found.join(" and ") || "none"}`;
    },
  })
  .describe("Where Terraform stores the state. Set exactly one backend.");

export type WrittenState = z.output<typeof stateSchema>;
