import {
  GET,
  LAYER,
  CHECK,
  PUT,
  IMPORT,
  ORGANIZATION,
  ROOT,
  UNIT,
  role,
  user,
  session,
  functionArn,
  FRIEND,
  OTHER,
  STRANGER,
  LAMBDA,
  ENDPOINT,
  inOrganization,
  type CallerCase,
  type Kind,
  type Row,
} from "./caller-kinds";
import { COMBINED_KINDS } from "./combined-callers";
import { SERVICE_KINDS } from "./service-callers";

const KINDS: readonly Kind[] = [
  {
    name: "an account",
    grants: [FRIEND],
    enter: [
      ["a role", role(FRIEND), GET],
      ["a user", user(FRIEND), LAYER],
      ["a session", session(FRIEND), CHECK],
    ],
    refused: [
      ["a role of another account", role(STRANGER), GET],
      ["a push", role(FRIEND), PUT],
      ["an upload", role(FRIEND), "ecr:InitiateLayerUpload"],
      ["a deletion", role(FRIEND), "ecr:BatchDeleteImage"],
      ["a change of the policy", role(FRIEND), "ecr:SetRepositoryPolicy"],
      ["a list of images", role(FRIEND), "ecr:ListImages"],
      ["an import", role(FRIEND), IMPORT],
      ["a service for the account", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND), "aws:SourceAccount": FRIEND }],
    ],
  },
  {
    name: "a role",
    grants: [role(FRIEND, "ci/deploy")],
    enter: [["the role", role(FRIEND, "ci/deploy"), GET]],
    refused: [
      ["another role", role(FRIEND, "ci/other"), GET],
      ["the role without its path", role(FRIEND, "deploy"), GET],
      ["a role whose name begins the same", role(FRIEND, "ci/deploy2"), GET],
      ["a user with the name", user(FRIEND, "ci/deploy"), GET],
      ["the role's name in another account", role(OTHER, "ci/deploy"), GET],
    ],
  },
  {
    name: "a push",
    grants: [{ principals: [role(FRIEND), user(OTHER)] }],
    access: "push",
    enter: [
      ["a push by a role", role(FRIEND), PUT],
      ["a push by its session", session(FRIEND), "ecr:UploadLayerPart"],
      ["a push by a user", user(OTHER), "ecr:CompleteLayerUpload"],
      ["a pull", role(FRIEND), GET],
    ],
    refused: [
      ["another role", role(FRIEND, "other"), PUT],
      ["a deletion", role(FRIEND), "ecr:BatchDeleteImage"],
      ["the repository's deletion", user(OTHER), "ecr:DeleteRepository"],
      ["a replication", role(FRIEND), "ecr:ReplicateImage"],
      ["a tag", role(FRIEND), "ecr:TagResource"],
    ],
  },
  {
    name: "an organization",
    grants: [{ organization: ORGANIZATION }],
    enter: [
      ["a role in it", role(FRIEND), GET, inOrganization()],
      ["a user in it", user(OTHER), LAYER, inOrganization(`${ROOT}/`)],
      ["a session in it", session(STRANGER), CHECK, inOrganization()],
    ],
    refused: [
      ["a role in another", role(FRIEND), GET, inOrganization("o-zzzzzzzzzz/r-zz12/", "o-zzzzzzzzzz")],
      ["a role in none", role(FRIEND), GET],
      ["a role whose organization begins the same", role(FRIEND), GET, inOrganization([], `${ORGANIZATION}6`)],
      ["an ID in upper case", role(FRIEND), GET, inOrganization([], ORGANIZATION.toUpperCase())],
      ["a push", role(FRIEND), PUT, inOrganization()],
      ["a change of the policy", role(FRIEND), "ecr:SetRepositoryPolicy", inOrganization()],
      ["a service", LAMBDA, GET, { "aws:SourceOrgID": ORGANIZATION, "aws:SourceArn": functionArn(FRIEND) }],
    ],
  },
  {
    name: "an organization's push",
    grants: [{ organization: ORGANIZATION }],
    access: "push",
    enter: [
      ["a push", role(FRIEND), PUT, inOrganization()],
      ["a pull", role(FRIEND), GET, inOrganization()],
    ],
    refused: [
      ["a stranger's push", role(STRANGER), PUT, inOrganization([], "o-zzzzzzzzzz")],
      ["a deletion", role(FRIEND), "ecr:BatchDeleteImage", inOrganization()],
    ],
  },
  {
    name: "a unit",
    grants: [{ organizationalUnit: UNIT }],
    enter: [
      ["an account directly in it", role(FRIEND), GET, inOrganization(`${UNIT}/`)],
      ["an account in a unit below", role(FRIEND), GET, inOrganization(`${UNIT}/ou-ab12-22222222/`)],
      ["an account far below", role(OTHER), LAYER, inOrganization(`${UNIT}/ou-ab12-22222222/ou-ab12-33333333/`)],
    ],
    refused: [
      ["an account in a unit whose ID begins the same", role(FRIEND), GET, inOrganization(`${UNIT}1/`)],
      ["an account in a sibling", role(FRIEND), GET, inOrganization(`${ROOT}/ou-ab12-44444444/`)],
      ["an account in the unit above", role(FRIEND), GET, inOrganization(`${ROOT}/`)],
      ["the unit below another", role(FRIEND), GET, inOrganization(`${ROOT}/ou-ab12-44444444/ou-ab12-11111111/`)],
      [
        "the unit's ID in another organization",
        role(FRIEND),
        GET,
        inOrganization("o-zzzzzzzzzz/r-ab12/ou-ab12-11111111/"),
      ],
      ["an account in no organization", role(FRIEND), GET],
      ["a push", role(FRIEND), PUT, inOrganization(`${UNIT}/`)],
    ],
  },
  {
    name: "a unit alone",
    grants: [{ organizationalUnit: `${UNIT}/` }],
    enter: [["an account directly in it", role(FRIEND), GET, inOrganization(`${UNIT}/`)]],
    refused: [
      ["an account in a unit below", role(FRIEND), GET, inOrganization(`${UNIT}/ou-ab12-22222222/`)],
      ["an account in the unit above", role(FRIEND), GET, inOrganization(`${ROOT}/`)],
    ],
  },
  ...SERVICE_KINDS,
  ...COMBINED_KINDS,
  {
    name: "an account through an endpoint or from addresses",
    grants: [{ principals: FRIEND, when: { vpce: ENDPOINT, ips: ["203.0.113.0/24", "2001:db8::/48"] } }],
    enter: [
      ["a request through the endpoint", role(FRIEND), GET, { "aws:SourceVpce": ENDPOINT }],
      ["a request from an address", role(FRIEND), GET, { "aws:SourceIp": "203.0.113.7" }],
      ["a request from an IPv6 address", user(FRIEND), LAYER, { "aws:SourceIp": "2001:db8::7" }],
    ],
    refused: [
      ["a request through another endpoint", role(FRIEND), GET, { "aws:SourceVpce": "vpce-0fffffffffffffff0" }],
      ["a request from another address", role(FRIEND), GET, { "aws:SourceIp": "203.0.114.7" }],
      ["a request from nowhere known", role(FRIEND), GET],
      ["a stranger through the endpoint", role(STRANGER), GET, { "aws:SourceVpce": ENDPOINT }],
      ["a stranger from an address", role(STRANGER), GET, { "aws:SourceIp": "203.0.113.7" }],
    ],
  },
  {
    name: "an organization through an endpoint",
    grants: [{ organization: ORGANIZATION, when: { vpce: ENDPOINT } }],
    enter: [["a role in it", role(FRIEND), GET, { ...inOrganization(), "aws:SourceVpce": ENDPOINT }]],
    refused: [
      ["a role in it from elsewhere", role(FRIEND), GET, { ...inOrganization(), "aws:SourceIp": "203.0.113.7" }],
      ["a stranger through the endpoint", role(STRANGER), GET, { "aws:SourceVpce": ENDPOINT }],
    ],
  },
  {
    name: "an account below a cache's prefix",
    grants: [FRIEND],
    cached: true,
    enter: [
      ["a pull", role(FRIEND), GET],
      ["an import", role(FRIEND), IMPORT],
    ],
    refused: [
      ["a stranger's import", role(STRANGER), IMPORT],
      ["a push", role(FRIEND), PUT],
      ["the creation of a repository", role(FRIEND), "ecr:CreateRepository"],
    ],
  },
];

/** Every caller that must be let in or refused. */
export const CALLERS: readonly CallerCase[] = KINDS.flatMap(({ name, enter, refused, ...grants }) => {
  const rows = (list: readonly Row[], enters: boolean): CallerCase[] =>
    list.map(([who, caller, action, context]) => ({
      title: `${name} ${enters ? "lets in" : "refuses"} ${who}`,
      ...{ caller, action, context, enters, ...grants },
    }));
  return [...rows(enter, true), ...rows(refused, false)];
});
