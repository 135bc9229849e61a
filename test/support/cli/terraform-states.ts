/** Attributes of a repository as the provider writes them. */
export function repositoryAttributes(name: string, more: object = {}, account = "111122223333", region = "eu-west-1") {
  return {
    arn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    name,
    registry_id: account,
    image_tag_mutability: "MUTABLE",
    image_scanning_configuration: [{ scan_on_push: true }],
    encryption_configuration: [{ encryption_type: "AES256", kms_key: "" }],
    force_delete: null,
    tags: {},
    tags_all: { Owner: "platform" },
    ...more,
  };
}

/** A managed resource of a state file. */
export function stateResource(
  type: string,
  name: string,
  instances: readonly object[],
  module?: string,
): Readonly<Record<string, unknown>> {
  return { ...(module === undefined ? {} : { module }), mode: "managed", type, name, instances };
}

/** A state file of version 4. */
export function stateFile(...resources: readonly object[]): object {
  return { version: 4, terraform_version: "1.11.4", serial: 7, lineage: "a", outputs: {}, resources };
}
