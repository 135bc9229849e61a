import { formatProblem } from "../../src/config/problems";
import { read, SOUND, text, type Files } from "../support/config";

const problems = (files: Files) => read(files).problems.map((problem) => formatProblem(problem));
const registry = (...lines: readonly string[]) => ({
  "environment.yaml": SOUND + text("registry:", ...lines.map((line) => `  ${line}`)),
});
const repositories = (...entries: readonly string[]) => ({
  "repositories/r.yaml": text("repositories:", ...entries.map((entry) => `  - { repositoryName: ${entry} }`)),
});

describe("scanning", () => {
  const scanning = (scanType: string, ...filters: readonly string[]) =>
    registry(
      filters.length === 0
        ? `scanning: { scanType: ${scanType}, rules: [] }`
        : `scanning: { scanType: ${scanType}, rules: [{ scanFrequency: SCAN_ON_PUSH, repositoryFilters: ${JSON.stringify(filters)} }] }`,
    );
  const UNSCANNED = (names: string) =>
    expect.stringContaining(
      `warning: rules: expected a scanning rule for every repository, found none for ${names}. ECR does not scan these repositories automatically. Add their names to repositoryFilters`,
    ) as string;

  test("with ENHANCED, only the rules decide, whatever scanOnPush says", () => {
    const files = repositories("team/api, scanOnPush: true", "prod/api, scanOnPush: false");
    expect(problems({ ...scanning("ENHANCED", "prod/*"), ...files })).toEqual([
      "environments/dev/environment.yaml:5:25: warning: scanType: scanOnPush has no effect with ENHANCED, because ECR uses only the scanning rules. Remove it from team/api, prod/api",
      UNSCANNED("team/api"),
    ]);
  });

  test.each([
    ["a filter for all", ["*"], []],
    ["a filter without a wildcard, which names contain", ["api"], []],
    ["no rule", [], ["team/api, prod/api"]],
    ["filters that match one", ["prod/*", "team/web"], ["team/api"]],
  ])("ENHANCED with %s", (_, filters, unscanned) => {
    expect(problems({ ...scanning("ENHANCED", ...filters), ...repositories("team/api", "prod/api") })).toEqual(
      unscanned.map(UNSCANNED),
    );
  });

  test("with BASIC, a repository is scanned by a rule or by its scanOnPush", () => {
    const files = repositories("team/api", "team/web, scanOnPush: false");
    expect(problems({ ...scanning("BASIC", "prod/*"), ...files })).toEqual([UNSCANNED("team/web")]);
    expect(problems({ ...scanning("BASIC"), ...files })).toEqual([]);
  });
});

describe("the key", () => {
  const KEY = registry("key: { alias: alias/ecr/dev }");
  const encrypted = (key: string) => `encryptionConfiguration: { encryptionType: KMS${key} }`;

  test("is used by no repository that does not name it", () => {
    expect(problems({ ...KEY, ...repositories(`team/api, ${encrypted("")}`) })).toEqual([
      "environments/dev/environment.yaml:5:17: warning: alias: expected a repository or template with kmsKey: alias/ecr/dev, found none. If you changed the alias, change kmsKey of the repositories that named the previous one. Otherwise, name the key in encryptionConfiguration of new repositories. ECR cannot change the encryption of existing repositories",
    ]);
  });

  test("is used by a repository or a template that names it", () => {
    expect(problems({ ...KEY, ...repositories(`team/api, ${encrypted(", kmsKey: alias/ecr/dev")}`) })).toEqual([]);
    const template = `{ prefix: team, appliedFor: [REPLICATION], ${encrypted(", kmsKey: alias/ecr/dev")} }`;
    const files = registry(
      "key: { alias: alias/ecr/dev }",
      `creationTemplates: [${template}]`,
      "templateRole: { roleName: templates }",
    );
    expect(problems({ ...files, ...repositories("team/api") })).toEqual([]);
  });
});

describe("replication", () => {
  const replicated = (...prefixes: readonly string[]) =>
    `replication: [{ destinations: [{ region: eu-central-1 }], repositoryPrefixes: ${JSON.stringify(prefixes)} }]`;

  test("a prefix that no repository has", () => {
    expect(problems({ ...registry(replicated("team/", "taem/")), ...repositories("team/api") })).toEqual([
      'environments/dev/environment.yaml:5:90: warning: repositoryPrefixes[1]: expected a prefix of a repository in this environment, found "taem/". Did you mean "team/"?',
    ]);
  });

  test("prefixes of the cache fit, and so does any in an environment without repositories", () => {
    const cache = "pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }]";
    expect(problems({ ...registry(replicated("quay/prometheus"), cache), ...repositories("team/api") })).toEqual([]);
    expect(problems(registry(replicated("other/")))).toEqual([]);
  });
});

describe("the pull-through cache", () => {
  const QUAY = "pullThroughCache: [{ ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io }]";
  const FOREIGN = "arn:aws:iam::444455556666:root";
  const policy = (statement: object) =>
    `policy: ${JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "Cache", Effect: "Allow", ...statement }] })}`;
  const template = (rest: string) => `creationTemplates: [{ prefix: quay, appliedFor: [PULL_THROUGH_CACHE], ${rest} }]`;

  test("a template without a cache rule", () => {
    const templates = (...prefixes: readonly string[]) =>
      `creationTemplates: [${prefixes.map((it) => `{ prefix: ${it}, appliedFor: [PULL_THROUGH_CACHE] }`).join(", ")}]`;
    expect(problems(registry(QUAY, templates("quay/prometheus", "ghcr", "qua", "ROOT")))).toEqual(
      ["ghcr", "qua"].map((prefix): unknown =>
        expect.stringContaining(
          `warning: prefix: expected the prefix of a pullThroughCache rule, because appliedFor contains PULL_THROUGH_CACHE, found "${prefix}", for which this environment does not declare a rule. Add a rule, or correct the prefix`,
        ),
      ),
    );
  });

  test("another account that a template lets pull cannot fill the cache, and the statement that it needs", () => {
    const statement = {
      Effect: "Allow",
      Principal: { AWS: [FOREIGN] },
      Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/quay/*",
    };
    const granted = template('pullPrincipals: ["444455556666"]');
    expect(problems(registry(QUAY, granted))).toEqual([
      `environments/dev/environment.yaml:6:89: warning: pullPrincipals: expected a statement in registry.policy that allows ${FOREIGN} to pull through the cache, found none. Without this statement, these principals can pull only images that are already cached. Add ${JSON.stringify(statement)}`,
    ]);
    expect(problems(registry(QUAY, granted, policy(statement)))).toEqual([]);
    const onlyImport = { ...statement, Action: ["ecr:BatchImportUpstreamImage"] };
    expect(problems(registry(QUAY, granted, policy(onlyImport)))).toEqual([
      expect.stringMatching(
        /can pull only from repositories that already exist\. Add .*"Action":\["ecr:CreateRepository"\]/,
      ),
    ]);
    const elsewhere = { ...statement, Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/hub/*" };
    expect(problems(registry(QUAY, granted, policy(elsewhere)))).toHaveLength(1);
  });

  test("the own account needs no statement, and neither does a template for replication", () => {
    expect(problems(registry(QUAY, template('pullPrincipals: ["111122223333"]')))).toEqual([]);
    const replicated =
      'creationTemplates: [{ prefix: quay, appliedFor: [REPLICATION], pullPrincipals: ["444455556666"] }]';
    expect(problems(registry(QUAY, replicated))).toEqual([]);
  });

  test("a declared repository below a cache prefix needs the import only", () => {
    const files = repositories(
      'quay/prometheus/prometheus, pullPrincipals: ["444455556666"]',
      'team/api, pullPrincipals: ["444455556666"]',
    );
    expect(problems({ ...registry(QUAY), ...files })).toEqual([
      expect.stringMatching(
        /r\.yaml:2:67: warning: pullPrincipals: .*"Action":\["ecr:BatchImportUpstreamImage"\],"Resource":"arn:aws:ecr:eu-west-1:111122223333:repository\/quay\/prometheus\/prometheus"\}$/,
      ),
    ]);
  });

  test("the repository's own policy can allow the import", () => {
    const statement = {
      Sid: "Cache",
      Effect: "Allow",
      Principal: { AWS: FOREIGN },
      Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage"],
    };
    const own = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    expect(problems({ ...registry(QUAY), ...repositories(`quay/a, repositoryPolicy: ${own}`) })).not.toContainEqual(
      expect.stringContaining("pull through the cache"),
    );
  });
});
