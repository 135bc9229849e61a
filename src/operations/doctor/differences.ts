import { type AwsLocation } from "../../domain/aws/arn";
import { grantText, serviceGrant } from "../../domain/grants/service-grant";
import { declaredPolicies, policyAddress } from "../../domain/repository/addresses";
import { differenceText, valueText } from "../../domain/repository/differences/difference";
import {
  DIFFERENCE_ORIGINS,
  type DifferenceOrigin,
  type DifferenceWithOrigin,
} from "../../domain/repository/differences/origin";
import { fieldOf } from "../../domain/repository/differences/repository-policy";
import { lossText } from "../../domain/repository/differences/service-losses";
import { serviceStatements, type ServiceStatement } from "../../domain/repository/differences/service-statements";
import { type ExistingPolicies } from "../../domain/repository/existing";
import { POLICY_SETTINGS, type PolicySetting } from "../../domain/repository/settings";
import { type RepositoryDeclaration, type RepositoryImport } from "../../model/environment";
import { cause, type Diagnosis } from "./diagnosis";

/** A declared repository, and what AWS has of it. */
export interface DifferencesFacts {
  readonly environment: string;
  /** Name of the stack that has the repository. */
  readonly stack: string;
  readonly location: AwsLocation;
  /** File and line of the declaration. */
  readonly declaredAt: string;
  readonly declaration: RepositoryDeclaration;
  readonly policies: ExistingPolicies;
  /** The environment's imports. */
  readonly imports: readonly RepositoryImport[];
  readonly differences: readonly DifferenceWithOrigin[];
}

/** The ids of differences, by origin. */
export const DIFFERENCE_IDS = {
  service: "repository/service-statement",
  unmanaged: "repository/unmanaged-policy",
  "not-imported": "repository/not-imported",
  changed: "repository/differs",
} as const satisfies Record<DifferenceOrigin, Diagnosis["id"]>;

/** Whether a diagnosis reports a difference of a repository that exists. */
export function isDifference({ id }: Diagnosis): boolean {
  return Object.values(DIFFERENCE_IDS).some((difference) => difference === id);
}

/** Reports how a repository differs from its declaration: a cause for each origin, because their fixes differ. */
export function diagnoseDifferences(facts: DifferencesFacts): Diagnosis[] {
  return DIFFERENCE_ORIGINS.flatMap((origin) => {
    const differences = facts.differences.filter((difference) => difference.origin === origin);
    return differences.length === 0 ? [] : DIAGNOSES[origin]({ ...facts, differences }, facts.differences);
  });
}

type Diagnose = (facts: DifferencesFacts, all: readonly DifferenceWithOrigin[]) => Diagnosis[];

const DIAGNOSES: Readonly<Record<DifferenceOrigin, Diagnose>> = {
  service: diagnoseService,
  unmanaged: diagnoseUnmanaged,
  "not-imported": diagnoseNotImported,
  changed: diagnoseChanged,
};

/** A deployment removes access that the service needs, and the service does not notice. */
function diagnoseService(facts: DifferencesFacts): Diagnosis[] {
  const { stack, declaredAt, declaration, policies, differences } = facts;
  const name = declaration.repositoryName;
  const written = serviceStatements(policies.repositoryPolicyText).filter(({ statement }) =>
    differences.some(({ field }) => field.split(",")[0] === fieldOf(statement)),
  );
  return written.map((addition) => {
    const evidence = `${addition.service} wrote the statement ${addition.sid} into the repository policy, but ${declaredAt} does not declare the statement in this form. Deploying ${stack} would revert it, and functions that use images from ${name} would fail. ${addition.service} adds the statement again only when a function is created or updated`;
    const fix = `before you deploy, declare the access. ${entryText(facts, addition)}`;
    return cause(DIFFERENCE_IDS.service, name, evidence, fix);
  });
}

/** The declaration that keeps the access: a grant, unless the entry has a statement of its own or no grant says the same. */
function entryText(
  { environment, declaredAt, declaration, location }: DifferencesFacts,
  { sid, statement }: ServiceStatement,
): string {
  const { repositoryName, pull = [], repositoryPolicy: written } = declaration;
  if (written !== undefined && [written.Statement].flat().some(({ Sid }) => Sid === sid))
    return `In the entry at ${declaredAt}, replace ${sid} in repositoryPolicy.Statement with this: ${JSON.stringify(statement)}`;
  const grant = serviceGrant(statement, location);
  if (grant === undefined) {
    if (written !== undefined)
      return `In the entry at ${declaredAt}, add this to repositoryPolicy.Statement: ${JSON.stringify(statement)}`;
    const policy = { repositoryPolicy: { Version: "2012-10-17", Statement: [statement] } };
    return `In the entry at ${declaredAt}, add this: ${JSON.stringify(policy).slice(1, -1)}`;
  }
  const list = `pull: [${grantText(grant)}]`;
  // A list in the entry would replace one that the entry inherits.
  if (pull.length > 0)
    return `In the environment ${environment}, add this to grants: { match: [${repositoryName}], ${list} }`;
  return `In the entry at ${declaredAt}, add this: ${list}`;
}

const POLICIES = {
  lifecyclePolicy: { noun: "lifecycle-policy", text: "lifecyclePolicyText", found: "lifecyclePolicyText" },
  repositoryPolicy: { noun: "repository-policy", text: "policyText", found: "repositoryPolicyText" },
} as const satisfies Record<PolicySetting, { noun: string; text: string; found: keyof ExistingPolicies }>;

function diagnoseUnmanaged(facts: DifferencesFacts): Diagnosis[] {
  const { location, declaredAt, declaration, policies, differences } = facts;
  const name = declaration.repositoryName;
  return policiesOf(differences).map(([policy, ofPolicy]) => {
    const { noun, text } = POLICIES[policy];
    const options = `--repository-name ${name} --region ${location.region}`;
    const services = policy === "repositoryPolicy" ? serviceStatements(policies.repositoryPolicyText) : [];
    const [written] = services;
    const declare =
      written === undefined
        ? `to keep it, declare it under ${policy}. To print it: aws ecr get-${noun} ${options} --query ${text} --output text. To delete it: aws ecr delete-${noun} ${options}`
        : `declare the access, so that a later grant does not overwrite the policy. ${entryText(facts, written)}`;
    const writers = services.map(({ sid, service }) => `. ${service} wrote the statement ${sid} and needs it`).join("");
    const found = ofPolicy.map((difference) => valueText(difference.found)).join(", ");
    const evidence = `the repository has a ${policy} in AWS (${found}), but ${declaredAt} does not declare one. Unless an earlier deployment created the policy, Terraform does not manage it, and a deployment does not change it${writers}`;
    const fix = `${declare}. If you declare it, also ${importText(facts, [...declaredPolicies(declaration), policy])}`;
    return cause(DIFFERENCE_IDS.unmanaged, name, evidence, fix);
  });
}

function diagnoseNotImported(facts: DifferencesFacts): Diagnosis[] {
  const { stack, declaredAt, declaration, differences } = facts;
  const name = declaration.repositoryName;
  return policiesOf(differences).map(([policy, ofPolicy]) => {
    const address = policyAddress(name, policy);
    const evidence = `the ${policy} in AWS has nothing in common with the declaration at ${declaredAt}: ${ofPolicy.map(differenceText).join("; ")}. If Terraform does not manage it yet, a deployment would replace it with ${address}, and the plan would not show what is lost`;
    const fix = `declare what you need from the ${policy} in AWS, then review with npx cdktf diff ${stack}. If the plan creates ${address}, ${importText(facts, declaredPolicies(declaration))}, so that the plan updates the policy instead. Then run npx cdktf deploy ${stack}`;
    return cause(DIFFERENCE_IDS["not-imported"], name, evidence, fix);
  });
}

/** The import of a repository with those of its policies that AWS has. */
function importText(
  { declaration: { repositoryName }, policies, imports }: DifferencesFacts,
  declared: readonly PolicySetting[],
): string {
  const without = declared.filter((policy) => policies[POLICIES[policy].found] === undefined);
  const entry = JSON.stringify(without.length === 0 ? repositoryName : { repositoryName, without });
  return imports.some((listed) => listed.repositoryName === repositoryName)
    ? `replace its entry under "imports" in the environment with ${entry}`
    : `add ${entry} to "imports" in the environment`;
}

/** The differences of each policy that has some. */
function policiesOf(differences: readonly DifferenceWithOrigin[]): [PolicySetting, DifferenceWithOrigin[]][] {
  return POLICY_SETTINGS.flatMap((policy) => {
    const ofPolicy = differences.filter(({ field }) => field.startsWith(policy));
    return ofPolicy.length === 0 ? [] : [[policy, ofPolicy]];
  });
}

function diagnoseChanged(
  { stack, declaredAt, declaration, differences }: DifferencesFacts,
  all: readonly DifferenceWithOrigin[],
): Diagnosis[] {
  const others = all.length > differences.length ? "first fix the other differences of this repository, then " : "";
  const keep = lossText(differences.flatMap(({ lostAccess = [] }) => lostAccess));
  const evidence = `the repository in AWS differs from its declaration at ${declaredAt}: ${differences.map(differenceText).join("; ")}`;
  const fix = `${others}review with npx cdktf diff ${stack}, then run npx cdktf deploy ${stack}${keep}`;
  return [cause(DIFFERENCE_IDS.changed, declaration.repositoryName, evidence, fix)];
}
