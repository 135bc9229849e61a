import { environmentOf, SOUND, text } from "../support/config";

describe("the roles of workflows", () => {
  const rolesOf = (...lines: readonly string[]) =>
    environmentOf({
      "environment.yaml": SOUND + text("ciRoles:", ...lines.map((line) => `  - ${line}`)),
      "repositories/r.yaml": text("- repositoryName: team/api", "- { repositoryName: web, scanOnPush: false }"),
    }).ciRoles;

  test("a project is enough: it pushes from main to all that is declared", () => {
    expect(rolesOf("github: { repository: acme/api }", "gitlab: { project: acme/back/api }")).toEqual([
      {
        roleName: "dev-github-ecr-push",
        platform: "github",
        source: { path: "acme/api", branch: "main" },
        repositories: ["team/api", "web"],
        scannedOnRequest: ["web"],
        importRepositories: [],
        createRepositories: [],
        scanning: "basic",
        oidcProvider: "lookup",
      },
      {
        roleName: "dev-gitlab-ecr-push",
        platform: "gitlab",
        source: { path: "acme/back/api", branch: "main" },
        gitlabUrl: "https://gitlab.com",
        repositories: ["team/api", "web"],
        scannedOnRequest: ["web"],
        importRepositories: [],
        createRepositories: [],
        scanning: "basic",
        oidcProvider: "lookup",
      },
    ]);
  });

  test("other platforms become an issuer, an audience and subjects, and names follow platform and access", () => {
    const roles = rolesOf(
      "{ buildkite: { organization: acme, pipeline: api }, access: pull }",
      "{ terraformCloud: { organization: acme, project: web, workspace: prod } }",
      "{ oidc: { issuer: https://ci.example.com, audience: aws, subjects: [a:b] }, oidcProvider: create, access: scan }",
      "{ oidc: { issuer: https://ci.example.com, audience: aws, subjects: [a:c] }, roleName: c }",
    );
    expect(roles.map(({ roleName, tokens, oidcProvider }) => [roleName, tokens?.issuer, oidcProvider])).toEqual([
      ["dev-buildkite-ecr-pull", "agent.buildkite.com", "lookup"],
      ["dev-terraform-cloud-ecr-push", "app.terraform.io", "lookup"],
      ["dev-oidc-ecr-scan", "ci.example.com", "create"],
      ["c", "ci.example.com", "create"],
    ]);
    expect(roles.map(({ source }) => source.subjects)).toEqual([
      ["organization:acme:pipeline:api:ref:refs/heads/main:commit:*:step:*"],
      ["organization:acme:project:web:workspace:prod:run_phase:apply"],
      ["a:b"],
      ["a:c"],
    ]);
  });

  test("main is trusted only if no other runs are named", () => {
    const sources = rolesOf(
      "github: { repository: acme/api, environment: production }",
      "{ github: { repository: acme/api, url: https://github.example.com }, roleName: b }",
      '{ gitlab: { project: acme/api, tag: "v*" }, roleName: c }',
      '{ github: { repository: "repo:acme/api:environment:live" }, roleName: d }',
    ).map(({ source }) => source);
    expect(sources).toEqual([
      { path: "acme/api", environment: "production" },
      { path: "acme/api", branch: "main" },
      { path: "acme/api", tag: "v*" },
      { path: "acme/api", environment: "live" },
    ]);
  });

  test("scans are read as the environment's registry makes them, unless a role says otherwise", () => {
    const { ciRoles } = environmentOf({
      "environment.yaml":
        SOUND +
        text(
          "registry: { scanning: { scanType: ENHANCED, rules: [] } }",
          "ciRoles:",
          "  - { github: { repository: acme/api } }",
          "  - { github: { repository: acme/web }, roleName: web, scanning: none }",
        ),
      "repositories/r.yaml": text("- repositoryName: team/api"),
    });
    expect(ciRoles.map(({ scanning }) => scanning)).toEqual(["enhanced", "none"]);
  });

  describe("pulls through a cache", () => {
    const cachedOf = (prefixes: readonly string[], role: string) => {
      const { ciRoles } = environmentOf({
        "environment.yaml":
          SOUND +
          text(
            `registry: { pullThroughCache: [${prefixes.map((prefix) => `{ ecrRepositoryPrefix: ${prefix}, upstreamRegistryUrl: quay.io }`).join(", ")}] }`,
            `ciRoles: [{ github: { repository: acme/api }, ${role} }]`,
          ),
        "repositories/r.yaml": text("- repositoryName: team/api", "- repositoryName: quay/mirrored/tool"),
      });
      return ciRoles.map(({ importRepositories, createRepositories }) => [importRepositories, createRepositories]);
    };

    test.each([
      ["a prefix of the cache", ["quay"], '["quay/"]', ["quay/"], ["quay/"]],
      ["a repository below it", ["quay"], "[quay/a/b]", ["quay/a/b"], ["quay/a/b"]],
      ["a declared one, which is there", ["quay"], "[quay/mirrored/tool]", ["quay/mirrored/tool"], []],
      ["a wider prefix", ["quay/a", "quay/b"], '["quay/"]', ["quay/a/", "quay/b/"], ["quay/a/", "quay/b/"]],
      ["another prefix that begins alike", ["quay"], '["quayside/", quay]', [], []],
      ["a cache of everything", ["ROOT"], "[library/alpine]", ["library/alpine"], ["library/alpine"]],
    ])("%s", (_what, prefixes, pulls, imported, created) => {
      const role = `repositories: [team/api], pullRepositories: ${pulls}`;
      expect(cachedOf(prefixes, role)).toEqual([[imported, created]]);
    });

    test("a repository that the role pushes to is imported only if the cache has its prefix", () => {
      expect(cachedOf(["quay"], "scanning: none")).toEqual([[["quay/mirrored/tool"], []]]);
      expect(cachedOf(["ROOT"], "scanning: none")).toEqual([[[], []]]);
    });
  });

  test("a project copied from a token's subject is split into repository, IDs and branch", () => {
    const roles = rolesOf(
      '{ github: { repository: "acme@123456/api@456789" }, roleName: a }',
      '{ github: { repository: "repo:acme@123456/api@456789:ref:refs/heads/release" }, roleName: b }',
      '{ gitlab: { project: "project_path:acme/back/api:ref_type:branch:ref:main" } }',
    );
    expect(roles.map(({ source }) => source)).toEqual([
      { path: "acme/api", ids: "123456/456789", branch: "main" },
      { path: "acme/api", ids: "123456/456789", branch: "release" },
      { path: "acme/back/api", branch: "main" },
    ]);
  });

  test("what is written is kept, and one role's word makes the provider of all of its issuer", () => {
    const roles = rolesOf(
      "{ github: { repository: acme/api, ids: 1/2, branch: release }, repositories: [team/], scanning: enhanced, path: /ci/ }",
      "{ github: { repository: acme/web }, roleName: web, oidcProvider: create, tags: { Team: web } }",
      "{ gitlab: { project: acme/api, url: https://git.example.com } }",
    );
    expect(roles).toMatchObject([
      {
        source: { path: "acme/api", ids: "1/2", branch: "release" },
        repositories: ["team/"],
        scannedOnRequest: [],
        scanning: "enhanced",
        path: "/ci/",
        oidcProvider: "create",
      },
      { roleName: "web", oidcProvider: "create", tags: { Team: "web" } },
      { gitlabUrl: "https://git.example.com", oidcProvider: "lookup" },
    ]);
  });
});
