import { TerraformStack, Testing } from "cdktf";
import { EcrRegistrySettings, type EcrRegistrySettingsProps } from "../../../modules/ecr-registry-settings/construct";
import { registrySettings } from "../../support/registry-settings";

const LOCATION = { account: "111122223333", region: "eu-west-1" };

function resources(
  settings: Omit<EcrRegistrySettingsProps, "location">,
): Record<string, Record<string, Record<string, unknown>>> {
  const stack = new TerraformStack(Testing.app(), "test");
  new EcrRegistrySettings(stack, "Registry", { location: LOCATION, ...settings });
  return (
    (JSON.parse(Testing.synth(stack)) as { resource?: Record<string, Record<string, Record<string, unknown>>> })
      .resource ?? {}
  );
}

test("what is left out is not managed", () => {
  expect(resources({})).toEqual({});
});

test("scanning without rules is a configuration of its own: nothing is scanned by itself", () => {
  expect(resources({ scanning: { scanType: "BASIC", rules: [] } })).toEqual({
    aws_ecr_registry_scanning_configuration: { registry: { scan_type: "BASIC" } },
  });
});

test("filters of scanning are wildcards", () => {
  const rules = [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["prod/*", "shared/*"] }] as const;
  expect(resources({ scanning: { scanType: "ENHANCED", rules } })).toEqual({
    aws_ecr_registry_scanning_configuration: {
      registry: {
        scan_type: "ENHANCED",
        rule: [
          {
            scan_frequency: "CONTINUOUS_SCAN",
            repository_filter: [
              { filter: "prod/*", filter_type: "WILDCARD" },
              { filter: "shared/*", filter_type: "WILDCARD" },
            ],
          },
        ],
      },
    },
  });
});

test("a destination is of the registry's own account where it names none", () => {
  const destinations = [{ region: "eu-central-1" }, { region: "eu-west-1", account: "444455556666" }];
  expect(resources({ replication: [{ destinations, repositoryPrefixes: ["team/"] }, { destinations }] })).toEqual({
    aws_ecr_replication_configuration: {
      registry: {
        replication_configuration: {
          rule: [
            {
              destination: [
                { region: "eu-central-1", registry_id: "111122223333" },
                { region: "eu-west-1", registry_id: "444455556666" },
              ],
              repository_filter: [{ filter: "team/", filter_type: "PREFIX_MATCH" }],
            },
            {
              destination: [
                { region: "eu-central-1", registry_id: "111122223333" },
                { region: "eu-west-1", registry_id: "444455556666" },
              ],
            },
          ],
        },
      },
    },
  });
});

test("account settings are resources, and the policy waits for its scope", () => {
  const { policy } = registrySettings(LOCATION);
  const made = resources({
    accountSettings: { REGISTRY_POLICY_SCOPE: "V2", BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE" },
    policy,
  });
  expect(made["aws_ecr_account_setting"]).toEqual({
    registry_policy_scope: { name: "REGISTRY_POLICY_SCOPE", value: "V2" },
    basic_scan_type_version: { name: "BASIC_SCAN_TYPE_VERSION", value: "AWS_NATIVE" },
  });
  expect(made["aws_ecr_registry_policy"]?.["registry"]).toMatchObject({
    depends_on: ["aws_ecr_account_setting.registry_policy_scope"],
  });
  const alone = resources({ accountSettings: { BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE" }, policy });
  expect(alone["aws_ecr_registry_policy"]?.["registry"]).not.toHaveProperty("depends_on");
});

test("a rule of the cache is called by its prefix", () => {
  const pullThroughCache = [
    { ecrRepositoryPrefix: "mirror/quay/", upstreamRegistryUrl: "quay.io" },
    {
      ecrRepositoryPrefix: "ROOT",
      upstreamRegistryUrl: "444455556666.dkr.ecr.eu-west-1.amazonaws.com",
      customRoleArn: "arn:aws:iam::111122223333:role/pull",
      upstreamRepositoryPrefix: "ROOT",
    },
  ];
  expect(resources({ pullThroughCache })).toEqual({
    aws_ecr_pull_through_cache_rule: {
      mirror_quay: { ecr_repository_prefix: "mirror/quay/", upstream_registry_url: "quay.io" },
      ROOT: {
        ecr_repository_prefix: "ROOT",
        upstream_registry_url: "444455556666.dkr.ecr.eu-west-1.amazonaws.com",
        custom_role_arn: "arn:aws:iam::111122223333:role/pull",
        upstream_repository_prefix: "ROOT",
      },
    },
  });
});

test("a secret is looked up by its name", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  const rule = { ecrRepositoryPrefix: "docker-hub/", upstreamRegistryUrl: "registry-1.docker.io" };
  const pullThroughCache = [{ ...rule, secret: "ecr-pullthroughcache/hub" }];
  new EcrRegistrySettings(stack, "Registry", { location: LOCATION, pullThroughCache });
  expect(JSON.parse(Testing.synth(stack))).toMatchObject({
    data: { aws_secretsmanager_secret: { "docker-hub": { name: "ecr-pullthroughcache/hub" } } },
    resource: {
      aws_ecr_pull_through_cache_rule: {
        "docker-hub": { credential_arn: "${data.aws_secretsmanager_secret.docker-hub.arn}" },
      },
    },
  });
});

test("a principal whose pulls do not count is a resource that the bindings lack", () => {
  const pullTimeUpdateExclusions = ["111122223333", "999922223333"].map(
    (account) => `arn:aws:iam::${account}:role/ci/scanner`,
  );
  expect(resources({ pullTimeUpdateExclusions })).toEqual({
    aws_ecr_pull_time_update_exclusion: {
      role_ci_scanner: { principal_arn: pullTimeUpdateExclusions[0] },
      role_ci_scanner_999922223333: { principal_arn: pullTimeUpdateExclusions[1] },
    },
  });
});

test("a policy's template signs are AWS's", () => {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::444455556666:root" },
    Action: ["ecr:ReplicateImage"],
    Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/${aws:PrincipalTag/team}/*",
  } as const;
  const { aws_ecr_registry_policy: policies } = resources({
    policy: { Version: "2012-10-17", Statement: [statement] },
  });
  expect(policies?.["registry"]?.["policy"]).toContain("repository/$${aws:PrincipalTag/team}/*");
});

test("arguments that AWS refuses throw with the construct's path, all at once", () => {
  expect(() =>
    resources({
      scanning: { scanType: "BASIC", rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["*"] }] },
      replication: [{ destinations: [{ region: "eu-west-1" }] }],
    }),
  ).toThrow(/test\/Registry[\s\S]*with scanType BASIC, found CONTINUOUS_SCAN[\s\S]*is this registry itself/);
});

test("a policy that lets in everybody throws, as one of a repository does", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "ecr:*", Resource: "*" } as const;
  const policy = { Version: "2012-10-17", Statement: [statement] } as const;
  expect(() => resources({ policy })).toThrow(/policy\.Statement\[0\]\.Principal.*every AWS account/);
});
