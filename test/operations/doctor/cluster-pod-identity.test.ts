import { diagnoseCluster, type ExpectedBinding } from "../../../src/operations/doctor/cluster";
import { type PodFacts } from "../../../src/operations/doctor/cluster-facts";
import {
  causesOf,
  facts,
  OTHER_ROLE,
  POD,
  ROLE,
  SET,
  WANTED,
  type Parts,
} from "../../support/operations/doctor-cluster";

describe("in a cluster with EKS Pod Identity", () => {
  const AGENT: PodFacts = { name: "pod", createdAt: SET + 1, hasToken: false, podIdentity: true };
  const ALONE: ExpectedBinding = { ...WANTED, clusterIdentity: "podIdentity" };
  const MOVING: ExpectedBinding = { ...WANTED, clusterIdentity: "both" };
  const accountOf = (parts: Parts, expected: ExpectedBinding) =>
    diagnoseCluster(facts(parts), expected)
      .filter(({ about }) => about === "ns/operator")
      .map(({ id, verdict, evidence }) => [id, verdict, evidence]);

  test("a pod with the agent's credentials needs no annotation", () => {
    expect(accountOf({ account: {}, pods: [AGENT] }, ALONE)).toEqual([
      ["cluster/annotation", "ok", "eks.amazonaws.com/role-arn is not set, and EKS Pod Identity does not need it"],
      ["cluster/pods", "ok", "pod gets the declared role through EKS Pod Identity"],
      ["cluster/deployment", "ok", "it uses ServiceAccount operator"],
    ]);
  });

  test("an annotation that is left comes before Pod Identity, so it is a cause", () => {
    const [found] = causesOf(diagnoseCluster(facts({ pods: [AGENT] }), ALONE));
    expect(found).toMatchObject({
      id: "cluster/annotation",
      evidence: `expected no annotation eks.amazonaws.com/role-arn, found ${ROLE}. AWS SDKs prefer the annotation's role over the role from EKS Pod Identity`,
      fix: "kubectl annotate serviceaccount operator --namespace ns eks.amazonaws.com/role-arn-; then kubectl rollout restart deployment/operator --namespace ns",
    });
  });

  test("during a move, pods may have either, with or without the annotation", () => {
    const both: PodFacts = { ...POD, podIdentity: true, name: "both" };
    expect(accountOf({ pods: [POD, AGENT, both] }, MOVING)).toEqual([
      [
        "cluster/annotation",
        "ok",
        `eks.amazonaws.com/role-arn is ${ROLE}, which the pods may use until the migration is complete`,
      ],
      ["cluster/pods", "ok", "pod, both get the declared role through IRSA"],
      ["cluster/pods", "ok", "pod gets the declared role through EKS Pod Identity"],
      ["cluster/deployment", "ok", "it uses ServiceAccount operator"],
    ]);
    expect(accountOf({ account: {}, pods: [AGENT] }, MOVING)[0]?.slice(0, 2)).toEqual(["cluster/annotation", "ok"]);
  });

  test.each([
    [
      "another role's annotation",
      MOVING,
      { account: { roleArn: OTHER_ROLE } },
      "cluster/annotation",
      "or not set, found",
    ],
    [
      "a pod older than the association",
      ALONE,
      { account: {}, pods: [{ ...AGENT, podIdentity: false }] },
      "cluster/pods-without-role",
      "pod did not get a role",
    ],
    [
      "a pod that started with the annotation",
      ALONE,
      { account: {}, pods: [POD] },
      "cluster/pods-role",
      "pod still uses the annotation's role",
    ],
    [
      "a pod with another role by its annotation",
      MOVING,
      { pods: [{ ...POD, roleArn: OTHER_ROLE }] },
      "cluster/pods-role",
      OTHER_ROLE,
    ],
    ["no pods", ALONE, { account: {}, pods: [] }, "cluster/pods", "no pod uses this ServiceAccount"],
    [
      "an endpoint that is not AWS's",
      ALONE,
      { account: {}, pods: [{ ...AGENT, endpoint: { variable: "AWS_ENDPOINT_URL", url: "http://localstack" } }] },
      "cluster/endpoint",
      "AWS_ENDPOINT_URL=http://localstack",
    ],
  ] as const)("%s: that, and nothing else", (_name, expected, parts, id, evidence) => {
    expect(causesOf(diagnoseCluster(facts(parts), expected))).toEqual([
      expect.objectContaining({ id, evidence: expect.stringContaining(evidence) }),
    ]);
  });
});
