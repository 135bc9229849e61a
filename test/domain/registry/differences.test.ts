import { registryDifferences, registryDifferenceText } from "../../../src/domain/registry/differences";
import { type ExistingRegistry } from "../../../src/domain/registry/existing";
import { type RegistrySettings } from "../../../src/domain/registry/settings";
import { TEMPLATE_DEFAULTS } from "../../../src/domain/registry/template-settings";
import { registrySettings } from "../../support/registry-settings";

const ACCOUNT = "111122223333";
const LOCATION = { account: ACCOUNT, region: "eu-west-1" };
const DECLARED = registrySettings(LOCATION);

/** The settings as AWS has them after a deployment. */
function deployed(settings: RegistrySettings): ExistingRegistry {
  const { accountSettings, scanning, replication = [], policy, pullThroughCache, creationTemplates = [] } = settings;
  return {
    accountSettings: { ...accountSettings },
    ...(scanning === undefined ? {} : { scanning }),
    replication: replication.map(({ destinations, repositoryPrefixes = [] }) => ({
      destinations: destinations.map(({ region, account = ACCOUNT }) => ({ region, account })),
      repositoryPrefixes,
    })),
    policy: policy === undefined ? {} : { text: JSON.stringify(policy) },
    pullThroughCache: pullThroughCache ?? [],
    creationTemplates: creationTemplates.map((template) => ({
      prefix: template.prefix,
      appliedFor: template.appliedFor,
      imageTagMutability: template.imageTagMutability,
      encryptionType: template.encryptionConfiguration.encryptionType,
      tags: template.tags,
      ...(template.description === undefined ? {} : { description: template.description }),
      ...(template.customRoleArn === undefined ? {} : { customRoleArn: template.customRoleArn }),
      ...(template.lifecyclePolicy === undefined
        ? {}
        : { lifecyclePolicyText: JSON.stringify(template.lifecyclePolicy) }),
    })),
  };
}

const FOUND = deployed(DECLARED);
const texts = (declared: RegistrySettings, found: ExistingRegistry): string[] =>
  registryDifferences(declared, LOCATION, found).map(registryDifferenceText);

test("what was deployed does not differ, and what was not read or not declared is not compared", () => {
  expect(texts(DECLARED, FOUND)).toEqual([]);
  expect(texts(DECLARED, {})).toEqual([]);
  expect(texts({}, FOUND)).toEqual([]);
});

test("order, and rules that AWS has in addition, are not differences", () => {
  const found: ExistingRegistry = {
    ...FOUND,
    scanning: {
      scanType: "ENHANCED",
      rules: [
        { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] },
        { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["shared/*", "prod/*"] },
      ],
    },
    replication: [...(FOUND.replication ?? [])].reverse(),
    pullThroughCache: [
      ...(FOUND.pullThroughCache ?? []),
      { ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: "registry.k8s.io" },
    ],
    creationTemplates: [...(FOUND.creationTemplates ?? []), { prefix: "own", appliedFor: ["REPLICATION"], tags: {} }],
  };
  expect(texts(DECLARED, found)).toEqual([]);
});

test("each field that differs has a line of its own", () => {
  const [quay, ...caches] = FOUND.pullThroughCache ?? [];
  const [template, ...templates] = FOUND.creationTemplates ?? [];
  if (quay === undefined || template === undefined) throw new Error("there is no rule");
  const [, hub] = DECLARED.pullThroughCache ?? [];
  const { customRoleArn: _role, ...withoutRole } = template;
  const found: ExistingRegistry = {
    accountSettings: { REGISTRY_POLICY_SCOPE: "V1", BASIC_SCAN_TYPE_VERSION: "AWS_NATIVE" },
    scanning: {
      scanType: "BASIC",
      rules: [
        { scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: ["prod/*"] },
        { scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["*"] },
      ],
    },
    replication: [{ destinations: [{ region: "us-east-2", account: ACCOUNT }], repositoryPrefixes: ["team/"] }],
    policy: { text: JSON.stringify(DECLARED.policy).replace("444455556666", "999999999999") },
    pullThroughCache: [
      { ...quay, upstreamRegistryUrl: "public.ecr.aws" },
      ...caches.filter(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix !== hub?.ecrRepositoryPrefix),
    ],
    creationTemplates: [
      {
        ...withoutRole,
        imageTagMutability: "IMMUTABLE",
        lifecyclePolicyText: template.lifecyclePolicyText?.replace('"countNumber":30', '"countNumber":14') ?? "",
        tags: { Team: "web" },
      },
      ...templates,
    ],
  };
  expect(texts(DECLARED, found)).toEqual([
    "accountSettings.REGISTRY_POLICY_SCOPE: declared V2, found V1",
    "scanning.scanType: declared ENHANCED, found BASIC",
    'scanning CONTINUOUS_SCAN, repositoryFilters: declared but not found "shared/*"',
    'replication team/: declared but not found "444455556666/eu-west-1"',
    'replication of all repositories: declared "111122223333/us-west-2", found nothing',
    'policy statement Replicate, Principal: declared "444455556666", found "999999999999"',
    'pullThroughCache quay, upstreamRegistryUrl: declared "quay.io", found "public.ecr.aws"',
    'pullThroughCache docker-hub: declared "registry-1.docker.io", found nothing',
    "creationTemplates quay, imageTagMutability: declared MUTABLE, found IMMUTABLE",
    "creationTemplates quay, lifecyclePolicy rule 1, selection.countNumber: declared 30, found 14",
    'creationTemplates quay, tags.Team: declared "platform", found "web"',
    'creationTemplates quay, customRoleArn: declared "arn:aws:iam::111122223333:role/templates", found nothing',
  ]);
});

test("a secret by its name is that of an ARN with any last characters", () => {
  const rule = { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io" };
  const declared: RegistrySettings = { pullThroughCache: [{ ...rule, secret: "ecr-pullthroughcache/hub" }] };
  const of = (name: string): string[] => {
    const credentialArn = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:ecr-pullthroughcache/${name}`;
    return texts(declared, { pullThroughCache: [{ ...rule, credentialArn }] });
  };
  expect(of("hub-AbCdEf")).toEqual([]);
  expect(of("hub-other-AbCdEf")).toEqual([
    expect.stringMatching(/^pullThroughCache hub, secret: declared "ecr-pullthroughcache\/hub", found "arn:aws:/),
  ]);
  expect(texts(declared, { pullThroughCache: [rule] })).toEqual([
    'pullThroughCache hub, secret: declared "ecr-pullthroughcache/hub", found nothing',
  ]);
});

test("principals whose pulls count although they are declared are differences, others in AWS are not", () => {
  const [scanner, backup] = ["scanner", "backup"].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`) as [
    string,
    string,
  ];
  const declared = { pullTimeUpdateExclusions: [scanner] };
  expect(texts(declared, { pullTimeUpdateExclusions: [backup, scanner] })).toEqual([]);
  expect(texts(declared, { pullTimeUpdateExclusions: [backup] })).toEqual([
    `pullTimeUpdateExclusions: declared "${scanner}", found nothing`,
  ]);
});

test("a template without a role of its own has the registry's, where it needs one", () => {
  const declared: RegistrySettings = {
    templateRole: { roleName: "templates", path: "/ecr/" },
    creationTemplates: [
      { ...TEMPLATE_DEFAULTS, prefix: "team", appliedFor: ["CREATE_ON_PUSH"], tags: { Team: "a" } },
      { ...TEMPLATE_DEFAULTS, prefix: "plain", appliedFor: ["REPLICATION"] },
    ],
  };
  const usual = { imageTagMutability: "MUTABLE", encryptionType: "AES256" };
  const team = { ...usual, prefix: "team", appliedFor: ["CREATE_ON_PUSH"], tags: { Team: "a" } };
  const plain = { ...usual, prefix: "plain", appliedFor: ["REPLICATION"], tags: {} };
  const customRoleArn = `arn:aws:iam::${ACCOUNT}:role/ecr/templates`;
  expect(texts(declared, { creationTemplates: [{ ...team, customRoleArn }, plain] })).toEqual([]);
  const filters = { imageTagMutabilityExclusionFilters: ["latest"] };
  expect(texts(declared, { creationTemplates: [team, { ...plain, ...filters }] })).toEqual([
    `creationTemplates team, customRoleArn: declared "${customRoleArn}", found nothing`,
    'creationTemplates plain, imageTagMutabilityExclusionFilters: declared none, found "latest"',
  ]);
});

describe("before a first deployment", () => {
  const REPLACED = " (the first deployment replaces the setting in AWS, and the plan does not show this)";
  const FOREIGN: ExistingRegistry = {
    scanning: { scanType: "BASIC", rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: ["legacy/*"] }] },
    replication: [{ destinations: [{ region: "ca-central-1", account: ACCOUNT }], repositoryPrefixes: ["legacy/"] }],
    policy: {
      text: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "Legacy", Effect: "Allow", Principal: "*", Action: "ecr:ReplicateImage", Resource: "*" }],
      }),
    },
  };

  test("settings of others, with nothing in common, would be replaced", () => {
    const found = texts(DECLARED, FOREIGN);
    expect(found.length).toBeGreaterThan(6);
    expect(found.filter((line) => !line.endsWith(REPLACED))).toEqual([]);
    expect(found).toContain(`replication legacy/: declared nothing, found "111122223333/ca-central-1"${REPLACED}`);
  });

  test("Inspector, which someone has turned on, would be turned off", () => {
    const declared: RegistrySettings = { scanning: { scanType: "BASIC", rules: [] } };
    const found: ExistingRegistry = { scanning: { scanType: "ENHANCED", rules: [] } };
    expect(texts(declared, found)).toEqual([`scanning.scanType: declared BASIC, found ENHANCED${REPLACED}`]);
  });

  test("a filter in common shows that Terraform manages the scanning", () => {
    const rules = (...repositoryFilters: readonly string[]) => [
      { scanFrequency: "SCAN_ON_PUSH", repositoryFilters } as const,
    ];
    const declared: RegistrySettings = { scanning: { scanType: "BASIC", rules: rules("a/*", "b/*") } };
    expect(texts(declared, { scanning: { scanType: "BASIC", rules: rules("a/*") } })).toEqual([
      'scanning SCAN_ON_PUSH, repositoryFilters: declared but not found "b/*"',
    ]);
  });

  test("a registry as AWS makes it has nothing to lose", () => {
    const untouched: ExistingRegistry = { scanning: { scanType: "BASIC", rules: [] }, replication: [], policy: {} };
    const found = texts(DECLARED, untouched);
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((line) => line.endsWith(REPLACED))).toEqual([]);
  });
});
