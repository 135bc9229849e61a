import { checkExpiry } from "../../src/config/accept-findings";
import { formatProblem } from "../../src/config/problems";
import { TemporaryProject } from "../support/config/project";

const ENVIRONMENT = 'account: "111122223333"\nregion: eu-west-1\nstate: { local: {} }\n';
const WIDE = `{ Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { AWS: "444455556666" }, Action: "ecr:*" }] }`;
const REPOSITORIES = `repositories:
  - { repositoryName: team/api, repositoryPolicy: ${WIDE} }
  - { repositoryName: team/web, repositoryPolicy: ${WIDE} }
  - repositoryName: other
    repositoryPolicy: |
      {
        "Version": "2012-10-17",
        "Statement": [
          { "Effect": "Allow", "Principal": { "Service": "codebuild.amazonaws.com" },
            "Action": "ecr:ListImages" }
        ]
      }
`;

interface Entry {
  readonly id?: string;
  readonly match?: readonly string[];
  readonly reason?: string;
  readonly expires?: string;
}

function reading(entries: readonly Entry[], more = "", repositories = REPOSITORIES) {
  const written = entries.map((entry) => ({ reason: "a test", expires: "2027-01-31", ...entry }));
  const accepted = entries.length === 0 ? "" : `acceptFindings: ${JSON.stringify(written)}\n`;
  const project = new TemporaryProject({
    "environments/dev/environment.yaml": `${ENVIRONMENT}${more}${accepted}`,
    "environments/dev/repositories/a.yaml": repositories,
  });
  try {
    const [result] = project.read();
    if (result === undefined) throw new Error("expected an environment, found none");
    return result;
  } finally {
    project.dispose();
  }
}

const found = (...inputs: Parameters<typeof reading>): string[] =>
  reading(...inputs).problems.map(
    ({ file, line, severity, rule }) => `${file.split("/").at(-1) ?? ""}:${line} ${severity} ${rule}`,
  );

const API = "a.yaml:2 warning repository-policy/wildcard-action";
const WEB = "a.yaml:3 warning repository-policy/wildcard-action";
const OTHER = "a.yaml:9 warning repository-policy/confused-deputy";
const WILDCARD = "repository-policy/wildcard-action";

test("findings are at their lines in YAML and in JSON text", () => {
  expect(found([])).toEqual([API, WEB, OTHER]);
});

test("findings are at their lines in a JSON file", () => {
  const project = new TemporaryProject({
    "environments/dev/environment.yaml": ENVIRONMENT,
    "environments/dev/repositories/a.json": `{ "repositories": [
  { "repositoryName": "team/api",
    "repositoryPolicy": { "Version": "2012-10-17", "Statement": {
      "Effect": "Allow",
      "Principal": { "AWS": "444455556666" },
      "Action": "*" } } }
] }`,
  });
  expect(project.problems()).toEqual([
    expect.stringMatching(
      /^environments\/dev\/repositories\/a\.json:6:17: warning: Action: expected only the necessary actions/,
    ),
  ]);
  project.dispose();
});

test("a grant that the repository's own policy denies is a finding", () => {
  const repositories = `repositories:
  - repositoryName: team/api
    pull: [{ organization: o-abcdefghij }]
    repositoryPolicy:
      Version: "2012-10-17"
      Statement:
        - { Sid: NoPulls, Effect: Deny, Principal: "*", Action: ["ecr:BatchGetImage", "ecr:GetDownload*", "ecr:BatchCheck*"] }
        - { Sid: NoDeletes, Effect: Deny, Principal: "*", Action: ["ecr:BatchDeleteImage"] }
`;
  const { problems } = reading([], "", repositories);
  expect(problems).toEqual([
    expect.objectContaining({ line: 5, rule: "repository-policy/denied", severity: "warning", subject: "team/api" }),
  ]);
  expect(problems[0]?.message).toMatch(
    /^Grant "AllowOrganizationPull": expected actions that no statement denies to the same principals, found all of these actions denied by statement "NoPulls"\. /,
  );
  expect(reading([{ id: "repository-policy/denied", match: ["team/*"] }], "", repositories).problems).toEqual([]);
});

test.each<[Entry, string[]]>([
  [{ id: WILDCARD }, [OTHER]],
  [{ id: WILDCARD, match: ["team/api"] }, [WEB, OTHER]],
  [{ id: WILDCARD, match: ["x", "team/*"] }, [OTHER]],
  [{ id: "repository-policy/confused-deputy", match: ["*"] }, [API, WEB]],
])("%j is accepted", (entry, problems) => {
  const { accepted, environment } = reading([entry]);
  expect(found([entry])).toEqual(problems);
  expect(accepted).toBe(3 - problems.length);
  expect(environment).toBeDefined();
});

test("defaults and the registry are matched by their settings", () => {
  const more = `repositoryDefaults: { repositoryPolicy: ${WIDE} }
registry:
  policy: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { AWS: "444455556666" }, Action: "ecr:*", Resource: "*" }] }
  creationTemplates: [{ prefix: team, appliedFor: [REPLICATION], repositoryPolicy: ${WIDE} }]
`;
  const one = "repositories: [{ repositoryName: one }]\n";
  expect(found([], more, one)).toEqual([
    `environment.yaml:4 warning ${WILDCARD}`,
    "environment.yaml:6 warning registry-policy/wildcard-action",
    `environment.yaml:7 warning ${WILDCARD}`,
  ]);
  const entries = [
    { id: WILDCARD, match: ["repositoryDefaults"] },
    { id: WILDCARD, match: ["registry"] },
    { id: "registry-policy/wildcard-action", match: ["registry"] },
  ];
  expect(found(entries, more, one)).toEqual([]);
});

test("an entry that accepts nothing is a warning, unless an error may hide its finding", () => {
  const entry = { id: WILDCARD, match: ["team/old"] };
  const unused = reading([entry]).problems.map((problem) => formatProblem(problem));
  expect(unused).toContainEqual(
    expect.stringMatching(
      /environment\.yaml:4:\d+: warning: id: there is no warning "repository-policy\/wildcard-action" in "team\/old" to accept. Remove the entry, or correct its id or match$/,
    ),
  );
  const broken = `${REPOSITORIES}  - { repositoryName: team/old, repositoryPolicy: {} }\n`;
  expect(found([entry], "", broken).filter((line) => line.includes("accept-findings"))).toEqual([]);
});

test.each<[Entry, RegExp]>([
  [{ id: "repository-policy/wildcard-actions" }, /Did you mean "repository-policy\/wildcard-action"\?$/],
  [{ id: "repository-policy/public" }, /which is an error\. Errors cannot be accepted; correct the policy$/],
  [{ id: WILDCARD, reason: " " }, /expected the reason to accept the finding, found an empty string$/],
  [{ id: WILDCARD, expires: "2027-02-30" }, /expected a date such as 2026-12-31, found "2027-02-30"$/],
  [{ id: WILDCARD, expires: "soon" }, /expected a date/],
  [{ id: WILDCARD, match: [] }, /expected at least 1/],
])("%j is an error, and accepts nothing", (entry, message) => {
  const { problems, environment } = reading([entry]);
  expect(problems.filter(({ severity }) => severity === "error").map((problem) => problem.message)).toEqual([
    expect.stringMatching(message),
  ]);
  expect(problems).toHaveLength(4);
  expect(environment).toBeUndefined();
});

test.each([
  ["2026-12-31", []],
  ["2027-01-01", ["warning expires in 30 days"]],
  ["2027-01-31", ["warning expires today"]],
  ["2027-02-01", ["error has expired"]],
])("on %s, an acceptance until 2027-01-31: %j", (today, expected) => {
  const { document } = reading([{ id: WILDCARD }]);
  if (document === undefined) throw new Error("expected a document, found none");
  const problems = checkExpiry(document, today);
  expect(
    problems.map(({ severity, message }) => `${severity} ${/expires .*(?=\. )|has expired/.exec(message)?.[0] ?? ""}`),
  ).toEqual(expected);
  expect(problems.every(({ line, column }) => line === 4 && column > 1)).toBe(true);
});
