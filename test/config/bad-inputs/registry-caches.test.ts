import { SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const CACHE = (...rules: readonly object[]) => ({
  "environment.yaml":
    SOUND + text("registry:", "  pullThroughCache:", ...rules.map((rule) => `    - ${JSON.stringify(rule)}`)),
});
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-AbCdEf";
const HUB = { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn: SECRET };
const THEIRS = "444455556666.dkr.ecr.eu-west-1.amazonaws.com";

const CACHES: BadInputs = [
  [
    "Docker Hub without a secret",
    CACHE({ ...HUB, credentialArn: undefined }),
    [
      "environment.yaml:6:7: error: secret: expected a secret for registry-1.docker.io, found nothing. Write the secret's name as secret: ecr-pullthroughcache/<name>",
    ],
  ],
  [
    "a secret by name and by ARN",
    CACHE({ ...HUB, secret: "ecr-pullthroughcache/hub" }),
    ["environment.yaml:6:193: error: secret: expected either credentialArn or secret, found both. Remove one"],
  ],
  [
    "a secret whose name ECR does not accept",
    CACHE({ ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "ghcr.io", secret: "hub" }),
    [
      'environment.yaml:6:77: error: secret: expected a secret\'s name that begins with ecr-pullthroughcache/, such as ecr-pullthroughcache/docker-hub, found "hub"',
    ],
  ],
  [
    "a secret of another region",
    CACHE({ ...HUB, credentialArn: SECRET.replace("eu-west-1", "us-east-1") }),
    [
      "environment.yaml:6:97: error: credentialArn: expected a secret in account 111122223333 and region eu-west-1, like the registry, found one in 111122223333 and us-east-1",
    ],
  ],
  [
    "secret of another name",
    CACHE({ ...HUB, credentialArn: SECRET.replace("ecr-pullthroughcache/", "") }),
    [
      'environment.yaml:6:97: error: credentialArn: expected a secret\'s ARN (arn:aws:secretsmanager:<region>:<account>:secret:ecr-pullthroughcache/<name>), found "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-AbCdEf"',
    ],
  ],
  [
    "a URL in the place of a host",
    CACHE({ ecrRepositoryPrefix: "public", upstreamRegistryUrl: "https://public.ecr.aws/" }),
    [
      'environment.yaml:6:61: error: upstreamRegistryUrl: expected a host name without https:// or a path, such as "registry-1.docker.io", found "https://public.ecr.aws/"',
    ],
  ],
  [
    "a registry that ECR does not fetch from",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: "registry.example.com" }),
    [
      'environment.yaml:6:58: warning: upstreamRegistryUrl: expected a registry that ECR can cache (public.ecr.aws, registry.k8s.io, quay.io, registry-1.docker.io, ghcr.io, registry.gitlab.com, cgr.dev, <name>.azurecr.io or <account>.dkr.ecr.<region>.amazonaws.com), found "registry.example.com"',
    ],
  ],
  [
    "one prefix for two registries",
    CACHE(HUB, { ...HUB, ecrRepositoryPrefix: "hub/" }),
    [
      'environment.yaml:7:30: error: ecrRepositoryPrefix: expected each prefix once, found "hub/" and "hub", which have the same Terraform name',
    ],
  ],
  [
    "a prefix of 31 characters",
    CACHE({ ...HUB, ecrRepositoryPrefix: "x".repeat(31) }),
    [
      'environment.yaml:6:30: error: ecrRepositoryPrefix: expected a prefix of 2 to 30 lowercase letters, digits and . _ - /, such as "docker-hub", or ROOT for no prefix, found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
    ],
  ],
  [
    "a cache of itself",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: THEIRS.replace("444455556666", "111122223333") }),
    [
      'environment.yaml:6:58: error: upstreamRegistryUrl: expected a different registry, found "111122223333.dkr.ecr.eu-west-1.amazonaws.com", which is this registry itself',
    ],
  ],
  [
    "another account's registry without a role",
    CACHE({ ecrRepositoryPrefix: "own", upstreamRegistryUrl: THEIRS }),
    [
      "environment.yaml:6:7: error: customRoleArn: expected a role that may read 444455556666.dkr.ecr.eu-west-1.amazonaws.com in account 444455556666, found nothing. Write the ARN of a role in the registry's account, 111122223333",
    ],
  ],
  [
    "another account's role",
    CACHE({
      ecrRepositoryPrefix: "own",
      upstreamRegistryUrl: THEIRS,
      customRoleArn: "arn:aws:iam::444455556666:role/pull",
    }),
    [
      "environment.yaml:6:121: error: customRoleArn: expected a role in the registry's account, 111122223333, found one in 444455556666",
    ],
  ],
  [
    "a role for a registry that is not ECR",
    CACHE({ ...HUB, customRoleArn: "arn:aws:iam::111122223333:role/pull" }),
    [
      'environment.yaml:6:200: error: customRoleArn: expected no role with registry-1.docker.io, found "arn:aws:iam::111122223333:role/pull". Only ECR registries in other accounts need a role',
    ],
  ],
  [
    "a prefix there, and none here",
    CACHE({
      ecrRepositoryPrefix: "ROOT",
      upstreamRepositoryPrefix: "team",
      upstreamRegistryUrl: THEIRS,
      customRoleArn: "arn:aws:iam::111122223333:role/pull",
    }),
    [
      'environment.yaml:6:64: error: upstreamRepositoryPrefix: expected ROOT, because ecrRepositoryPrefix is ROOT, found "team". Write ROOT for both, or a prefix for both',
    ],
  ],
];

testBadInputs(CACHES);
