import { type BackendArguments, type BackendValue, type StateSettings } from "../model/environment";
import { BACKENDS, type BackendName } from "./default-state-keys";
import { type WrittenState } from "./schema/state-schema";

type WrittenS3 = NonNullable<WrittenState["s3"]>;

/** Turns off the checks that S3-compatible stores do not support. */
const NOT_AWS = {
  skip_credentials_validation: true,
  skip_metadata_api_check: true,
  skip_region_validation: true,
  skip_requesting_account_id: true,
  skip_s3_checksum: true,
} as const;

/** The backend's arguments for an environment's state, with safe defaults. */
export function resolveState(written: WrittenState, region: string): StateSettings {
  if (written.cloud !== undefined) return { kind: "cloud", ...written.cloud };
  if (written.s3 !== undefined) return { kind: "backend", name: "s3", settings: s3Arguments(written.s3, region) };
  const [name = "local"] = Object.keys(written) as BackendName[];
  const given = written[name] as BackendArguments;
  const { distinguishes, template } = BACKENDS[name];
  return { kind: "backend", name, settings: template === undefined ? given : { [distinguishes]: template, ...given } };
}

function s3Arguments(s3: WrittenS3, region: string): BackendArguments {
  const settings: Record<string, BackendValue | undefined> = {
    bucket: s3.bucket,
    key: s3.key ?? BACKENDS.s3.template,
    region: s3.region ?? region,
    encrypt: s3.encrypt ?? true,
    use_lockfile: s3.useLockfile ?? true,
    kms_key_id: s3.kmsKeyId,
    profile: s3.profile,
    assume_role: s3.roleArn === undefined ? undefined : { role_arn: s3.roleArn },
    endpoints: s3.endpoint === undefined ? undefined : { s3: s3.endpoint },
    use_path_style: s3.usePathStyle ?? (s3.endpoint === undefined ? undefined : true),
    ...(s3.endpoint === undefined ? {} : NOT_AWS),
  };
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, BackendValue] => entry[1] !== undefined),
  );
}
