import { join } from "node:path";
import { readEnvironments } from "../../src/config/read-environments";
import { TemporaryProject } from "../support/config/project";

const environment = (account: string, more = ""): string =>
  `account: "${account}"\nregion: eu-west-1\nstate: { local: {} }\n${more}`;
const POLICY = `repositories:
  - repositoryName: team/api
    repositoryPolicy:
      Version: "2012-10-17"
      Statement:
        - { Effect: Allow, Principal: { AWS: "222233334444" }, Action: ecr:BatchDeleteImage }
        - { Effect: Allow, Principal: { AWS: "444455556666" }, Action: ecr:BatchDeleteImage }
        - Effect: Allow
          Principal: { AWS: "444455556666" }
          Action: ecr:ListImages
          Condition: { DateLessThan: { aws:CurrentTime: "2026-11-30T00:00:00Z" } }
`;
const REGISTRY = `registry:
  policy:
    Version: "2012-10-17"
    Statement: [{ Effect: Allow, Principal: { AWS: "444455556666" }, Action: "ecr:BatchDeleteImage", Resource: "*" }]
`;

test("policies are checked with the accounts of all environments, and with the day", () => {
  const project = new TemporaryProject({
    "environments/dev/environment.yaml": environment("222233334444"),
    "environments/prod/environment.yaml": environment("111122223333", REGISTRY),
    "environments/prod/repositories/a.yaml": POLICY,
  });
  const found = (today?: string): string[] =>
    readEnvironments(project.root, undefined, join(project.root, "environments"), today)
      .filter(({ name }) => name === "prod")
      .flatMap(({ problems }) => problems.map(({ line, rule }) => `${line} ${rule}`))
      .sort();
  try {
    const always = [
      "7 registry-policy/administration",
      "7 registry-policy/scope",
      "7 repository-policy/administration",
    ];
    expect(found()).toEqual(always);
    expect(found("2026-11-29")).toEqual(always);
    expect(found("2026-11-30")).toEqual(["11 repository-policy/void", ...always]);
  } finally {
    project.dispose();
  }
});
