import { repository, SOUND, testBadInputs, text, type BadInputs } from "../support";

const REPO = (...lines: readonly string[]) => ({ "repositories/a.yaml": repository(...lines) });
const NAMED = (name: string) => ({ "repositories/a.yaml": `- repositoryName: ${name}\n` });
const DEFAULTS = (...lines: readonly string[]) => ({ "environment.yaml": SOUND + text("repositoryDefaults:", ...lines.map((line) => `  ${line}`)) });

const NAMES: BadInputs = [
  ["capital letters", NAMED("Team/API"), ["repositories/a.yaml:1:19: repositoryName: \"Team/API\" is no repository name: it has capital letters. Write \"team/api\"?"]],
  ["a slash at the end", NAMED("team/"), ["repositories/a.yaml:1:19: repositoryName: \"team/\" is no repository name: it must begin and end with a letter or digit. Write \"team\"?"]],
  ["two slashes", NAMED("team//api"), ["repositories/a.yaml:1:19: repositoryName: \"team//api\" is no repository name: each part between slashes must begin and end with a letter or digit. Write \"team/api\"?"]],
  ["one letter", NAMED("a"), ["repositories/a.yaml:1:19: repositoryName: \"a\" has 1 characters; 2 to 256 are allowed"]],
  ["257 letters", NAMED("a".repeat(257)), ["repositories/a.yaml:1:19: repositoryName: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… has 257 characters; 2 to 256 are allowed"]],
  ["blanks", NAMED("my team/api"), ["repositories/a.yaml:1:19: repositoryName: \"my team/api\" is no repository name: only letters a-z, digits and . _ - / are allowed. Write \"my-team/api\"?"]],
  ["a number", NAMED("2024"), ["repositories/a.yaml:1:19: repositoryName: found 2024; text is allowed"]],
  ["nothing", NAMED(""), ["repositories/a.yaml:1:19: repositoryName: empty; text is allowed, or leave the key out"]],
  ["a doubled separator", NAMED("team--a/api"), ["repositories/a.yaml:1:19: warning: repositoryName: \"team--a/api\" has a doubled separator, which ECR takes but other tools (moto, ACK, aws-cdk) refuse; a single one is safer"]],
  ["by another key", { "repositories/a.yaml": text("- name: team/api", "  scanOnPush: true") }, ["repositories/a.yaml:1:3: unknown key \"name\"; known here: repositoryName, description, imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete. Did you mean \"repositoryName\"?"]],
  ["twice in a file", { "repositories/a.yaml": text("- repositoryName: team/api", "- repositoryName: team/api") }, ["repositories/a.yaml:2:19: repositoryName: \"team/api\" is declared at repositories/a.yaml:1 too; keep one of them"]],
  ["twice in files of two formats", { "repositories/a.yaml": repository(), "repositories/b.json": '{ "project": "team", "repositories": [\n  { "name": "team/api" }\n] }' }, ["repositories/b.json:1:38: warning: no lifecycle-policy.json beside the repositories, which the article's script passes over in silence; they get the environment's default policy","repositories/b.json:2:13: name: \"team/api\" is declared at repositories/a.yaml:2 too; keep one of them"]],
  ["two that would be one in Terraform", { "repositories/a.yaml": text("- repositoryName: team/api", "- repositoryName: team_api") }, ["repositories/a.yaml:2:19: repositoryName: \"team_api\" and \"team/api\" would both be \"team_api\" in Terraform; rename one of them"]],
  ["one that the operator owns", { "environment.yaml": SOUND + text("operator: { install: helm, manages: [team/] }", "cluster: { eks: prod }"), ...REPO() }, ["repositories/a.yaml:2:21: repositoryName: \"team/api\" is declared here, but belongs to the operator by \"team/\" in manages; the operator would reset its settings every five minutes and may delete it. Leave it to one of the two"]],
];

describe("names", () => {
  testBadInputs(NAMES);
});

const SETTINGS: BadInputs = [
  ["a key that is misspelt", REPO("scanOnPsh: true"), ["repositories/a.yaml:3:5: unknown key \"scanOnPsh\"; known here: repositoryName, description, imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete. Did you mean \"scanOnPush\"?"]],
  ["a key by Terraform's name", REPO("image_tag_mutability: MUTABLE"), ["repositories/a.yaml:3:5: unknown key \"image_tag_mutability\"; known here: repositoryName, description, imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete. Did you mean \"imageTagMutability\"?"]],
  ["a value that is misspelt", REPO("imageTagMutability: IMUTABLE"), ["repositories/a.yaml:3:25: imageTagMutability: found \"IMUTABLE\"; allowed: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. Did you mean \"IMMUTABLE\"?"]],
  ["a value in lower case", REPO("imageTagMutability: immutable"), ["repositories/a.yaml:3:25: imageTagMutability: found \"immutable\"; allowed: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. Did you mean \"IMMUTABLE\"?"]],
  ["text for a yes or no", REPO('scanOnPush: "yes"'), ["repositories/a.yaml:3:17: scanOnPush: found \"yes\"; true or false is allowed"]],
  ["a deletion policy that is none", REPO("deletionPolicy: Keep"), ["repositories/a.yaml:3:21: deletionPolicy: found \"Keep\"; allowed: Delete, Retain or Orphan."]],
  ["several faults at once, each at its place", REPO("scanOnPush: 1", "tags: { aws:x: y }", "deletionPolicy: Retian", "lifecyclePolicy: nope"), ["repositories/a.yaml:3:17: scanOnPush: found 1; true or false is allowed","repositories/a.yaml:4:13: the key \"aws:x\" begins with \"aws:\", which AWS keeps to itself; choose another","repositories/a.yaml:5:21: deletionPolicy: found \"Retian\"; allowed: Delete, Retain or Orphan. Did you mean \"Retain\"?","repositories/a.yaml:6:22: lifecyclePolicy: no lifecycle policy \"nope\" in the environment; none is allowed. Did you mean \"none\"?"]],
  ["a broken entry beside a broken name", { "repositories/a.yaml": text("- repositoryName: team/api", "  scanOnPush: 1", "- repositoryName: Team") }, ["repositories/a.yaml:2:15: scanOnPush: found 1; true or false is allowed","repositories/a.yaml:3:19: repositoryName: \"Team\" is no repository name: it has capital letters. Write \"team\"?"]],
  ["filters without a mutability that takes them", REPO("imageTagMutability: IMMUTABLE", "imageTagMutabilityExclusionFilters: [latest]"), ["repositories/a.yaml:4:41: imageTagMutabilityExclusionFilters: filters with IMMUTABLE; they need IMMUTABLE_WITH_EXCLUSION, or leave them out"]],
  ["a mutability that needs filters", REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION"), ["repositories/a.yaml:3:25: IMMUTABLE_WITH_EXCLUSION without imageTagMutabilityExclusionFilters; give 1 to 5 filters, or write IMMUTABLE"]],
  ["filters whose mutability is misspelt bring up the one mistake", REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSIN", "imageTagMutabilityExclusionFilters: [latest]"), ["repositories/a.yaml:3:25: imageTagMutability: found \"IMMUTABLE_WITH_EXCLUSIN\"; allowed: MUTABLE, IMMUTABLE, MUTABLE_WITH_EXCLUSION or IMMUTABLE_WITH_EXCLUSION. Did you mean \"IMMUTABLE_WITH_EXCLUSION\"?"]],
  ["filters that are faulty", REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", 'imageTagMutabilityExclusionFilters: [latest, "a*b*c*", "v 1", latest]'), ["repositories/a.yaml:4:50: imageTagMutabilityExclusionFilters: found \"a*b*c*\"; a filter has at most two \"*\"","repositories/a.yaml:4:60: imageTagMutabilityExclusionFilters: found \"v 1\"; a filter has 1 to 128 letters, digits, \".\", \"_\", \"-\" and \"*\", as in \"latest\" or \"dev-*\""]],
  ["a filter twice", REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters: [latest, latest]"), ["repositories/a.yaml:4:50: imageTagMutabilityExclusionFilters: \"latest\" is there twice; leave one out"]],
  ["six filters", REPO("imageTagMutability: IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters: [a, b, c, d, e, f]"), ["repositories/a.yaml:4:41: imageTagMutabilityExclusionFilters: found 6; at most 5 entries allowed"]],
  ["a key with AES256", REPO("encryptionConfiguration:", "  encryptionType: AES256", "  kmsKey: alias/ecr"), ["repositories/a.yaml:5:15: a kmsKey with AES256, which takes none; write encryptionType: KMS, or leave the key out"]],
  ["KMS_DSSE outside GovCloud", REPO("encryptionConfiguration: { encryptionType: KMS_DSSE }"), ["repositories/a.yaml:3:48: encryptionType: KMS_DSSE in eu-west-1; ECR has it in AWS GovCloud (US) regions only; write KMS"]],
  ["a key of another region", REPO("encryptionConfiguration:", "  encryptionType: KMS", "  kmsKey: arn:aws:kms:us-east-1:111122223333:key/1"), ["repositories/a.yaml:5:15: kmsKey: the key is in us-east-1 (aws), the repository in eu-west-1; ECR needs a key of its own region"]],
  ["a key of another account", REPO("encryptionConfiguration:", "  encryptionType: KMS", "  kmsKey: arn:aws:kms:eu-west-1:999988887777:key/1"), ["repositories/a.yaml:5:15: warning: kmsKey: the key is in account 999988887777, the repository in 111122223333; its key policy must let 111122223333 use it"]],
  ["a key that is none", REPO("encryptionConfiguration: { encryptionType: KMS, kmsKey: my-key }"), ["repositories/a.yaml:3:61: kmsKey: \"my-key\" is no KMS key; write its ARN, arn:<partition>:kms:<region>:<account>:key/<id>, or alias/<name>"]],
  ["an alias", REPO("encryptionConfiguration: { encryptionType: KMS, kmsKey: alias/ecr }"), ["repositories/a.yaml:3:61: warning: kmsKey: \"alias/ecr\" is looked up at each plan, and a repository's key is fixed: should the alias move to another key, Terraform plans to replace the repository. Write the key's ARN (aws kms describe-key --key-id alias/ecr --query KeyMetadata.Arn)"]],
  ["encryption without its type", REPO("encryptionConfiguration: { kmsKey: alias/ecr }"), ["repositories/a.yaml:3:30: encryptionType: missing; AES256, KMS or KMS_DSSE is required"]],
  ["encryption as one word", REPO("encryptionConfiguration: KMS"), ["repositories/a.yaml:3:30: encryptionConfiguration: found \"KMS\"; a mapping is allowed"]],
  ["forceDelete with Retain", REPO("deletionPolicy: Retain", "forceDelete: true"), ["repositories/a.yaml:4:18: forceDelete: true with deletionPolicy Retain; it is for Delete only, leave it out"]],
  ["tags without any", REPO("tags:"), ["repositories/a.yaml:3:10: tags: empty; a mapping is allowed, or leave the key out"]],
  ["a tag that is a number", REPO("tags:", "  Port: 80"), ["repositories/a.yaml:4:13: Port: found 80; text is allowed"]],
  ["principals that are no list", REPO('pullPrincipals: "111122223333"'), ["repositories/a.yaml:3:21: pullPrincipals: found \"111122223333\"; a list is allowed"]],
  ["a principal without quotes", REPO("pullPrincipals: [111122223333]"), ["repositories/a.yaml:3:22: pullPrincipals: found the number 111122223333; an account id is text; quote it: \"111122223333\""]],
  ["a principal without quotes that begins with a zero", REPO("pullPrincipals:", "  - 012345678901"), ["repositories/a.yaml:4:9: pullPrincipals: found the number 12345678901; an account id is text of 12 digits, zeros in front included; quote it"]],
  ["a principal of another partition", REPO("pushPrincipals: ['arn:aws-cn:iam::111122223333:role/ci']"), ["repositories/a.yaml:3:22: pushPrincipals: found \"arn:aws-cn:iam::111122223333:role/ci\"; the repository is in partition aws, where principals of aws-cn are unknown; name one of arn:aws:"]],
  ["principals that are a wildcard, a group, a session, a mapping", REPO("pullPrincipals:", "  - '*'", "  - arn:aws:iam::111122223333:group/dev", "  - arn:aws:sts::111122223333:assumed-role/ci/run", "  - { AWS: x }"), ["repositories/a.yaml:7:9: pullPrincipals: found {\"AWS\":\"x\"}; a quoted account id (12 digits) or the ARN of an IAM role or user is allowed"]],
];

describe("settings", () => {
  testBadInputs(SETTINGS);
});

const DEFAULTED: BadInputs = [
  ["faults of the defaults are not repeated where something is overridden", { ...DEFAULTS("tags: { aws:x: y }", "encryptionConfiguration: { encryptionType: AES256, kmsKey: alias/ecr }"), ...REPO("scanOnPush: true", "tags: { Own: a }") }, ["environment.yaml:5:11: the key \"aws:x\" begins with \"aws:\", which AWS keeps to itself; choose another","environment.yaml:6:62: a kmsKey with AES256, which takes none; write encryptionType: KMS, or leave the key out"]],
  ["a fault of one's own is reported beside that of the defaults", { ...DEFAULTS("tags: { aws:x: y }"), ...REPO("tags: { aws:x: z }") }, ["environment.yaml:5:11: the key \"aws:x\" begins with \"aws:\", which AWS keeps to itself; choose another","repositories/a.yaml:3:13: the key \"aws:x\" begins with \"aws:\", which AWS keeps to itself; choose another"]],
  ["forceDelete of the defaults, and a repository that retains", { ...DEFAULTS("forceDelete: true"), ...REPO("deletionPolicy: Retain") }, ["repositories/a.yaml:3:21: forceDelete: true with deletionPolicy Retain; it is for Delete only, leave it out"]],
  ["a repository's name among the defaults", DEFAULTS("repositoryName: team/api"), ["environment.yaml:5:3: unknown key \"repositoryName\"; known here: imageTagMutability, imageTagMutabilityExclusionFilters, scanOnPush, encryptionConfiguration, lifecyclePolicy, repositoryPolicy, pullPrincipals, pushPrincipals, tags, deletionPolicy, forceDelete."]],
  ["a policy of the defaults that is not there", { ...DEFAULTS("lifecyclePolicy: standard"), ...REPO("scanOnPush: true") }, ["environment.yaml:5:20: lifecyclePolicy: no lifecycle policy \"standard\" in the environment; none is allowed."]],
  ["a faulty policy with a name is reported once", { "environment.yaml": SOUND + text("repositoryDefaults: { lifecyclePolicy: standard }", "lifecyclePolicies: { standard: { rule: [] } }"), ...REPO("lifecyclePolicy: standard") }, ["environment.yaml:5:32: standard: found none of file, rules, policyText; exactly one of them is allowed","environment.yaml:5:34: unknown key \"rule\"; known here: file, rules, policyText. Did you mean \"rules\"?"]],
  ["50 tags together with the environment's are too many by one", { "environment.yaml": SOUND + text("tags:", ...Array.from({ length: 50 }, (_, index) => `  k${index}: v`)), ...REPO("tags: { Own: a }") }, ["repositories/a.yaml:3:11: 51 tags; at most 50 are allowed, default tags included; leave some out"]],
];

describe("defaults", () => {
  testBadInputs(DEFAULTED);
});
