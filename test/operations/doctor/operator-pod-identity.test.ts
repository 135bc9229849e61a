import {
  type AgentState,
  type DeployedAssociation,
  type DeployedRole,
  type OperatorFacts,
} from "../../../src/operations/doctor/operator-facts";
import { diagnoseOperator } from "../../../src/operations/doctor/operator-role";
import { unobserved, observed, type Observed } from "../../../src/operations/doctor/observed";
import { type OperatorRoleSettings } from "../../../src/domain/operator/role-settings";
import { expectedTrustPolicy } from "../../../src/domain/operator/trust-policy";

import { ISSUER, settings, deployed, facts, summary } from "../../support/operations/doctor-operator";

describe("with EKS Pod Identity", () => {
  const EKS = { eks: "prod", identity: "podIdentity" } as const;
  const wanted = settings({ clusters: [EKS], serviceAccounts: [{ namespace: "ns", name: "operator" }] });
  const arn = "arn:aws:iam::111122223333:role/operator";
  const role = (of: OperatorRoleSettings = wanted): DeployedRole => ({
    ...deployed(of),
    trust: expectedTrustPolicy(of.location, of.clusters, of.serviceAccounts),
  });
  type Association = DeployedAssociation | undefined;

  function podFacts(
    association: Observed<Association> = observed({ id: "a-1", roleArn: arn, hasSessionTags: true }),
    agent: AgentState = { kind: "addon", status: "ACTIVE" },
    of: DeployedRole = role(),
  ): OperatorFacts {
    const [serviceAccount] = wanted.serviceAccounts;
    if (serviceAccount === undefined) throw new Error("expected a ServiceAccount, found none");
    return {
      ...facts(wanted, { role: observed(of) }),
      clusters: [
        {
          cluster: EKS,
          issuer: observed(ISSUER),
          provider: unobserved("not read"),
          podIdentity: { agent: observed(agent), associations: [{ serviceAccount, found: association }] },
        },
      ],
    };
  }

  test("nothing is asked of an OIDC provider, and a role that is as declared has no cause", () => {
    expect(summary(podFacts())).toEqual([
      ["operator/pod-identity-agent", "ok"],
      ["operator/pod-identity", "ok"],
      ["operator/trust-pod-identity", "ok"],
      ["operator/permissions", "ok"],
      ["operator/role", "ok"],
    ]);
    expect(summary(podFacts(undefined, { kind: "auto" }))[0]).toEqual(["operator/pod-identity-agent", "ok"]);
  });

  const changed = (text: string, by: string): DeployedRole => ({
    ...role(),
    trust: JSON.parse(JSON.stringify(role().trust).replace(text, by)) as unknown,
  });

  test.each<[string, OperatorFacts, string, string, string]>([
    [
      "no association",
      podFacts(observed(undefined)),
      "operator/pod-identity-association",
      "EKS does not have a Pod Identity association for this namespace and ServiceAccount",
      "npx cdktf deploy dev-access",
    ],
    [
      "an association with another role",
      podFacts(observed({ id: "a-1", roleArn: `${arn}2`, hasSessionTags: true })),
      "operator/pod-identity-role",
      `expected association a-1 with the role ${arn}, found ${arn}2`,
      "If Terraform does not manage a-1, delete it first",
    ],
    [
      "an association without session tags",
      podFacts(observed({ id: "a-1", roleArn: arn, hasSessionTags: false })),
      "operator/pod-identity-tags",
      "association a-1 disables session tags",
      "npx cdktf deploy dev-access",
    ],
    [
      "no agent",
      podFacts(undefined, { kind: "missing" }),
      "operator/pod-identity-agent",
      "the cluster does not have the add-on eks-pod-identity-agent",
      "aws eks create-addon --cluster-name prod --addon-name eks-pod-identity-agent",
    ],
    [
      "an agent that does not run",
      podFacts(undefined, { kind: "addon", status: "DEGRADED" }),
      "operator/pod-identity-agent",
      "the add-on eks-pod-identity-agent has the status DEGRADED",
      "aws eks describe-addon",
    ],
    [
      "a trust policy without session tags",
      podFacts(undefined, undefined, changed('"sts:AssumeRole","sts:TagSession"', '"sts:AssumeRole"')),
      "operator/trust-pod-identity",
      "does not allow pods.eks.amazonaws.com to call sts:TagSession",
      "npx cdktf deploy dev-access",
    ],
    [
      "a trust policy for another cluster",
      podFacts(undefined, undefined, changed("cluster/prod", "cluster/stage")),
      "operator/trust-pod-identity",
      "to call sts:AssumeRole for cluster arn:aws:eks:eu-west-1:111122223333:cluster/prod",
      "npx cdktf deploy dev-access",
    ],
    [
      "a trust policy of IRSA",
      podFacts(undefined, undefined, { ...role(), trust: deployed(settings()).trust }),
      "operator/trust-pod-identity",
      "to call sts:AssumeRole",
      "npx cdktf deploy dev-access",
    ],
  ])("%s: that, and nothing else", (_, found, id, evidence, fix) => {
    expect(diagnoseOperator(found).filter(({ verdict }) => verdict === "cause")).toEqual([
      expect.objectContaining({ id, evidence: expect.stringContaining(evidence), fix: expect.stringContaining(fix) }),
    ]);
  });

  test("what may not be read is not known, and a cluster that does not exist is the only cause", () => {
    expect(summary(podFacts(unobserved("denied")))[1]).toEqual(["operator/pod-identity", "unknown"]);
    const missing = podFacts();
    const clusters = missing.clusters.map((cluster) => ({ ...cluster, issuer: observed(undefined) }));
    expect(summary({ ...missing, clusters }).filter(([, verdict]) => verdict === "cause")).toEqual([
      ["operator/cluster", "cause"],
    ]);
  });

  test("a trust policy that still has the tokens of IRSA differs from its declaration", () => {
    const both = role({ ...wanted, clusters: [{ eks: "prod", identity: "both" }] });
    const found = diagnoseOperator(podFacts(undefined, undefined, both)).filter(({ verdict }) => verdict === "cause");
    expect(found).toMatchObject([{ id: "operator/role-differs" }]);
  });
});
