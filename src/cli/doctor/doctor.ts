import { anyRepositoryNames, namedRepository } from "../support/named-repository";
import { publicNameOf } from "../../domain/public-repositories/settings";
import { nowOf } from "../support/time-options";
import { covers } from "../../domain/iam/evaluation/pattern";
import { principalOf, type Principal } from "../../domain/iam/principal";
import { parseTokenSubject, type TokenSubject } from "../../domain/ci/token-subject";
import { type Environment } from "../../model/environment";
import { hasCause } from "../../operations/doctor/diagnosis";
import { PURPOSES, type Purpose } from "../../operations/doctor/push-pull";
import { counting } from "../support/counter";
import { requireWhole } from "../support/environments";
import { withInterrupts } from "../support/interrupts";
import { write } from "../support/write";
import { clusterAccess } from "./cluster";
import { readIdentityPolicies } from "./identity-policy-files";
import { type Query } from "./query";
import { reportJson, reportText } from "./report";

export interface DoctorOptions {
  readonly principal?: string;
  readonly identityPolicy?: readonly string[];
  readonly for?: Purpose | "both";
  readonly tag?: string;
  readonly subject?: string;
  readonly kubeconfig?: string | true;
  readonly context?: string;
  readonly now?: string;
  readonly output: string;
}

export interface DoctorRequest extends DoctorOptions {
  readonly environment: string;
  readonly repository?: string;
}

/** `ecr doctor`: checks for the known causes of problems. */
export async function doctorCommand(root: string, request: DoctorRequest): Promise<void> {
  const query = queryOf(root, request);
  const { examine } = require("./examine") as typeof import("./examine");
  const diagnoses = await counting("repositories checked", ({ log, update: onProgress }) =>
    withInterrupts((signal) => examine({ ...query, signal, log, onProgress })),
  );
  await write([(request.output === "json" ? reportJson : reportText)(query, diagnoses)]);
  if (hasCause(diagnoses)) process.exitCode = 1;
}

function queryOf(root: string, request: DoctorRequest): Omit<Query, "signal" | "log" | "onProgress"> {
  const { kubeconfig, context } = request;
  const { environment, declarationPlace } = requireWhole(root, request.environment);
  refusePublic(environment, request.repository);
  const named = request.repository === undefined ? undefined : namedRepository(environment, request.repository);
  const repository = named?.repositoryName;
  const tag = request.tag ?? named?.tag;
  const given = (["tag", "principal", "for", "identityPolicy"] as const).find(
    (option) => request[option] !== undefined,
  );
  if (repository === undefined && given !== undefined) {
    const option = given === "identityPolicy" ? "identity-policy" : given;
    throw new Error(`--${option} requires a repository. For example: npx ecr doctor ${environment.name} team/api`);
  }
  if (context !== undefined && kubeconfig === undefined) throw new Error("--context requires --kubeconfig");
  const folder = process.cwd();
  return {
    environment,
    declarationPlace,
    repository,
    tag,
    token: givenToken(request.subject, environment),
    principal: givenPrincipal(request.principal, environment.location.region),
    identityPolicies: request.identityPolicy && readIdentityPolicies(request.identityPolicy, folder),
    purposes: request.for === undefined ? undefined : request.for === "both" ? PURPOSES : [request.for],
    cluster:
      kubeconfig === undefined ? undefined : clusterAccess(environment, { file: kubeconfig, context, root, folder }),
    now: nowOf(request.now),
  };
}

/** Public repositories are only compared, so there is nothing more to say about a single one. */
function refusePublic(environment: Environment, text: string | undefined): void {
  const [name] = text === undefined ? [] : anyRepositoryNames(environment, [text]);
  if (name === undefined || publicNameOf(name) === undefined) return;
  throw new Error(
    `expected a private repository, found ${JSON.stringify(text)}. To compare the public repository with its declaration, run npx ecr status ${environment.name} ${name}`,
  );
}

function givenPrincipal(text: string | undefined, region: string): Principal | undefined {
  if (text === undefined) return undefined;
  const principal = principalOf(text, region);
  if (principal !== undefined) return principal;
  throw new Error(
    `--principal: expected an account ID, or the ARN of a role or user such as arn:aws:iam::111122223333:role/ci, found ${JSON.stringify(text)}`,
  );
}

function givenToken(text: string | undefined, { name, ciRoles }: Environment): TokenSubject | undefined {
  if (text === undefined) return undefined;
  if (ciRoles.length === 0)
    throw new Error(`--subject: ${name} does not declare any ciRoles, so there is no role to check`);
  const token = parseTokenSubject(text);
  if (token !== undefined) return token;
  // Subjects of other issuers have no common format.
  if (ciRoles.some(({ source: { subjects = [] } }) => subjects.some((pattern) => covers(pattern, text))))
    return { subject: text, platform: "oidc", path: text, context: { kind: "other" } };
  throw new Error(
    `--subject: expected the sub claim of a workflow's token, as in repo:acme/api:ref:refs/heads/main or project_path:acme/api:ref_type:branch:ref:main, found ${JSON.stringify(text)}`,
  );
}
