import {
  type CiRoleDeclaration,
  type Environment,
  type OperatorSettings,
  type RepositoryDeclaration,
} from "../../src/model/environment";
import { REPOSITORY_DEFAULTS } from "../../src/domain/repository/settings";

/** An environment to change parts of. */
export function environment(parts: Partial<Environment> = {}): Environment {
  return {
    name: "test",
    project: "cdktf-ecr",
    location: { account: "111122223333", region: "eu-west-1" },
    partition: "aws",
    state: { kind: "backend", name: "local", settings: { path: ".state/{environment}/{stack}.tfstate" } },
    provider: { endpoints: {} },
    tags: {},
    repositories: [],
    lifecyclePolicies: {},
    removed: [],
    released: [],
    imports: [],
    clusters: [],
    ciRoles: [],
    ...parts,
  };
}

export function repository(repositoryName: string, parts: Partial<RepositoryDeclaration> = {}): RepositoryDeclaration {
  return {
    ...REPOSITORY_DEFAULTS,
    repositoryName,
    pullPrincipals: [],
    pushPrincipals: [],
    ...parts,
  };
}

export function operator(parts: Partial<OperatorSettings> = {}): OperatorSettings {
  return {
    serviceAccounts: [{ namespace: "infra-operator", name: "infra-operator" }],
    deployment: "infra-operator",
    container: "manager",
    roleName: "infra-operator-ecr-role",
    path: "/",
    maxSessionDuration: 3600,
    tags: {},
    manages: ["sandbox/"],
    allowDelete: false,
    kmsKeyArns: [],
    serviceAccountMode: "none",
    createNamespace: true,
    forceAnnotation: false,
    restartOnRoleChange: false,
    ...parts,
  };
}

export function ciRole(parts: Partial<CiRoleDeclaration> = {}): CiRoleDeclaration {
  return {
    roleName: "test-github-ecr-push",
    platform: "github",
    source: { path: "acme/api", branch: "main" },
    repositories: ["team/api"],
    oidcProvider: "lookup",
    ...parts,
  };
}
