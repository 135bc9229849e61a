import { SOUND, testBadInputs, text, type BadInputs } from "../../support/config";

const POD_IDENTITY: BadInputs = [
  [
    "EKS Pod Identity for a cluster that is not on EKS",
    {
      "environment.yaml":
        SOUND +
        text(
          "cluster: { oidcIssuer: https://oidc.example.com/id/1, identity: podIdentity }",
          "operator: { install: helm, manages: [sandbox/] }",
        ),
    },
    [
      "environment.yaml:4:65: error: identity: expected irsa for a cluster with oidcIssuer, found podIdentity, which requires an EKS cluster (eks: <name>)",
    ],
  ],
  [
    "wildcards with EKS Pod Identity",
    {
      "environment.yaml":
        SOUND +
        text(
          "cluster: { eks: prod, identity: both }",
          "operator:",
          "  install: helm",
          "  manages: [sandbox/]",
          '  otherServiceAccounts: [{ namespace: "preview-*", name: operator }]',
        ),
    },
    [
      'environment.yaml:8:26: error: otherServiceAccounts[0]: expected exact ServiceAccounts with EKS Pod Identity, found a wildcard in "preview-*/operator". List each ServiceAccount, or use IRSA',
    ],
  ],
  [
    "settings that EKS Pod Identity leaves without effect",
    {
      "environment.yaml":
        SOUND +
        text(
          "cluster: { eks: prod, identity: podIdentity, oidcProvider: create }",
          "operator:",
          "  install: helm",
          "  manages: [sandbox/]",
          "  serviceAccountMode: annotate",
          "  sessionName: infra-operator",
        ),
    },
    [
      "environment.yaml:4:60: warning: oidcProvider: this setting requires identity irsa or both, found podIdentity, which does not need an OIDC provider. Remove oidcProvider",
      "environment.yaml:8:23: warning: serviceAccountMode: expected none or create, found annotate. With identity: podIdentity, the ServiceAccount does not need an annotation. Deploy the cluster stack to remove the annotation, then set none",
      "environment.yaml:9:16: warning: sessionName: this setting requires IRSA, found identity: podIdentity. With EKS Pod Identity, EKS sets the session names. Remove sessionName",
    ],
  ],
];

describe("EKS Pod Identity", () => {
  testBadInputs(POD_IDENTITY);
});
