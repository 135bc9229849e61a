import { type ExpectedBinding } from "../../../src/operations/doctor/cluster";
import {
  type AnnotatedAccount,
  type ClusterFacts,
  type PodFacts,
  type ResourceFacts,
} from "../../../src/operations/doctor/cluster-facts";
import { type Diagnosis } from "../../../src/operations/doctor/diagnosis";
import { observed } from "../../../src/operations/doctor/observed";

export const ROLE = "arn:aws:iam::111122223333:role/operator";
export const OTHER_ROLE = "arn:aws:iam::111122223333:role/another";
export const SET = Date.parse("2026-01-02T00:00:00Z");
export const WANTED: ExpectedBinding = {
  identity: {
    roleArn: ROLE,
    namespace: "ns",
    serviceAccount: "operator",
    deployment: "operator",
    container: "manager",
  },
  manages: ["sandbox/"],
  hasEndpoints: false,
};
export const POD: PodFacts = { name: "pod", createdAt: SET + 1, roleArn: ROLE, hasToken: true };
export const RESOURCE: ResourceFacts = {
  kind: "ECRRepository",
  namespace: "ns",
  name: "x",
  repositoryName: "sandbox/x",
  ready: true,
};

export interface Parts {
  readonly account?: AnnotatedAccount | undefined;
  readonly pods?: readonly PodFacts[];
  readonly deployment?: string | undefined;
  readonly resources?: readonly ResourceFacts[];
}

/** A cluster in which everything is right but the given parts. */
export function facts(parts: Parts = {}): ClusterFacts {
  const whole: Parts = {
    account: { roleArn: ROLE, annotatedAt: SET },
    deployment: "operator",
    resources: [RESOURCE],
    ...parts,
  };
  const { account, pods = [POD], deployment, resources } = whole;
  return {
    context: "test",
    serviceAccounts: [{ namespace: "ns", name: "operator", found: observed(account), pods: observed(pods) }],
    deployment: observed(
      deployment === undefined ? undefined : { namespace: "ns", name: "operator", serviceAccount: deployment },
    ),
    resources: observed(resources),
  };
}

export const causesOf = (diagnoses: readonly Diagnosis[]): Diagnosis[] =>
  diagnoses.filter(({ verdict }) => verdict === "cause");
