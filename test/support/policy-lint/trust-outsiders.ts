import { type PolicyStatement } from "../../../src/domain/iam/policy";
import { STRANGER } from "../../domain/repository-policy/stranger";
import { type Material } from "./mutations";
import { OUTSIDERS, type Outsider } from "./outsiders";

const GITHUB = "token.actions.githubusercontent.com";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const WEB = "sts:AssumeRoleWithWebIdentity";

export const ROLE = "arn:aws:iam::111122223333:role/ci";

const allow = (parts: Partial<PolicyStatement>): PolicyStatement => ({
  ...{ Effect: "Allow", Principal: { Federated: PROVIDER }, Action: WEB },
  ...parts,
});
const AUDIENCE = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };

/** What trust policies are made of. */
export const TRUST_MATERIAL: Material = {
  sound: [
    [
      allow({
        Condition: { StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: "repo:acme/api:ref:refs/heads/main" } },
      }),
    ],
    [
      allow({
        Condition: { StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: "repo:acme/api:ref:refs/tags/v*" } },
      }),
    ],
    [
      allow({
        Principal: { AWS: "arn:aws:iam::444455556666:role/deploy" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
      }),
    ],
    [
      allow({
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
      }),
    ],
    [
      allow({
        Principal: { AWS: "*" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij", "sts:ExternalId": "acme" } },
      }),
    ],
  ],
  keys: [
    ...["sub", "aud", "actor", "repository", "repository_owner", "ref"].map((claim) => `${GITHUB}:${claim}`),
    ...["aws:PrincipalOrgID", "aws:PrincipalAccount", "aws:SourceAccount", "aws:SourceArn", "sts:ExternalId"],
    ...["sts:RoleSessionName", "gitlab.com:sub", "aws:FederatedProvider"],
  ],
  actions: [WEB, "sts:AssumeRole", "sts:*", "*", "sts:Assume*", "sts:AssumeRoleWithSAML", "sts:TagSession"],
  principals: [
    ...[
      "*",
      { AWS: "*" },
      { Federated: PROVIDER },
      { Federated: "*" },
      { Federated: [PROVIDER, "accounts.google.com"] },
    ],
    ...[{ Service: "ecs-tasks.amazonaws.com" }, { Service: "pods.eks.amazonaws.com", Federated: PROVIDER }],
    ...[{ AWS: "444455556666" }, { AWS: "444455556666", Federated: PROVIDER }, { CanonicalUser: "x" }],
  ],
};

const [stranger, , , service] = OUTSIDERS;
if (stranger === undefined || service === undefined) throw new Error("expected a stranger and a service");

/** Those whom no trust policy means to let in. */
export const TRUST_OUTSIDERS: readonly Outsider[] = [
  { ...stranger, callers: [STRANGER], actions: ["sts:AssumeRole"] },
  { ...service, callers: ["pods.eks.amazonaws.com", "ecs-tasks.amazonaws.com"], actions: ["sts:AssumeRole"] },
  {
    name: "a workflow of a stranger",
    callers: [PROVIDER],
    actions: [WEB],
    base: {
      [`${GITHUB}:sub`]: "repo:stranger/x:ref:refs/heads/main",
      [`${GITHUB}:aud`]: "sts.amazonaws.com",
      [`${GITHUB}:actor`]: "stranger",
      [`${GITHUB}:repository`]: "stranger/x",
      [`${GITHUB}:repository_owner`]: "stranger",
      "aws:FederatedProvider": PROVIDER,
    },
    possible: {
      [`${GITHUB}:sub`]: [
        ...[
          "repo:stranger/x:ref:refs/heads/main",
          "repo:stranger/api:ref:refs/tags/v1",
          "repo:acme-x/api:pull_request",
        ],
        "repo:stranger/x:ref:refs/tags/v1",
      ],
      [`${GITHUB}:repository`]: ["stranger/x"],
      [`${GITHUB}:repository_owner`]: ["stranger", "acme-x"],
      "aws:federatedprovider": [PROVIDER],
      "aws:principalorgid": [[]],
      "aws:principalaccount": [[]],
      "aws:sourceaccount": [[]],
      "aws:sourcearn": [[]],
      "gitlab.com:sub": [[]],
    },
  },
];
