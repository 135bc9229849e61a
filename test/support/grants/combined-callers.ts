import { GrantResolver } from "../../../src/config/resolve-grants";
import { type Grant } from "../../../src/domain/grants/schema";
import { errorsOf } from "../../../src/domain/problems/problem";
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
  project,
  FRIEND,
  OTHER,
  STRANGER,
  LAMBDA,
  CODEBUILD,
  ENDPOINT,
  inOrganization,
  type Kind,
} from "./caller-kinds";

/** Grants to the environment `production`, in the account of `FRIEND`. */
function production(settings: object = {}): readonly Grant[] {
  const found = { account: FRIEND, region: "eu-west-1" };
  const resolver = new GrantResolver({
    location: { account: "111122223333", region: "eu-west-1" },
    environments: { names: ["production"], find: () => found, cachesIn: () => [], accounts: () => [] },
  });
  const { grants, problems } = resolver.resolve([{ environment: "production", ...settings }], "pull");
  if (errorsOf(problems).length > 0) throw new Error(JSON.stringify(problems));
  return grants;
}

const APPRUNNER = "build.apprunner.amazonaws.com";
const OTHER_UNIT = `${ROOT}/ou-ab12-44444444`;

/** Callers of environments, and of several grants or conditions together. */
export const COMBINED_KINDS: readonly Kind[] = [
  {
    name: "an environment",
    grants: production(),
    enter: [
      ["a role of its account", role(FRIEND), GET],
      ["a user of its account", user(FRIEND), CHECK],
    ],
    refused: [
      ["a role of another account", role(OTHER), GET],
      ["a push", role(FRIEND), PUT],
      ["a service for the account", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND) }],
    ],
  },
  {
    name: "roles of an environment",
    grants: production({ roles: ["deploy", "ci/promote"] }),
    enter: [
      ["a role", role(FRIEND, "deploy"), GET],
      ["a role with a path", role(FRIEND, "ci/promote"), LAYER],
      ["a session", session(FRIEND, "deploy"), CHECK],
    ],
    refused: [
      ["another role of the account", role(FRIEND, "app"), GET],
      ["the role without its path", role(FRIEND, "promote"), GET],
      ["the role's name in another account", role(STRANGER, "deploy"), GET],
      ["a user with the name", user(FRIEND, "deploy"), GET],
    ],
  },
  {
    name: "an environment through an endpoint",
    grants: production({ when: { vpce: ENDPOINT } }),
    enter: [["a request through the endpoint", role(FRIEND), GET, { "aws:SourceVpce": ENDPOINT }]],
    refused: [
      ["a request from elsewhere", role(FRIEND), GET, { "aws:SourceIp": "203.0.113.7" }],
      ["a stranger through the endpoint", role(STRANGER), GET, { "aws:SourceVpce": ENDPOINT }],
    ],
  },
  {
    name: "several grants of a repository",
    grants: [FRIEND, { organization: ORGANIZATION }, { service: "lambda", sourceAccount: OTHER }],
    enter: [
      ["the account", role(FRIEND), CHECK],
      ["a member of the organization", role(STRANGER), GET, inOrganization()],
      ["a function of the other account", LAMBDA, GET, { "aws:SourceArn": functionArn(OTHER) }],
      ["the role that creates the function", role(OTHER), LAYER],
    ],
    refused: [
      ["a function of the account", LAMBDA, GET, { "aws:SourceArn": functionArn(FRIEND) }],
      ["more than a function's role needs", role(OTHER), CHECK],
      ["another service for the function's account", CODEBUILD, GET, { "aws:SourceAccount": OTHER }],
      ["a role outside of the organization", role(STRANGER), GET],
    ],
  },
  {
    name: "two units",
    grants: [{ organizationalUnit: UNIT }, { organizationalUnit: `${OTHER_UNIT}/` }],
    enter: [
      ["an account below the first", role(FRIEND), GET, inOrganization(`${UNIT}/ou-ab12-22222222/`)],
      ["an account directly in the second", role(OTHER), LAYER, inOrganization(`${OTHER_UNIT}/`)],
    ],
    refused: [
      ["an account below the second", role(OTHER), GET, inOrganization(`${OTHER_UNIT}/ou-ab12-22222222/`)],
      ["an account in a third", role(FRIEND), GET, inOrganization(`${ROOT}/ou-ab12-55555555/`)],
    ],
  },
  {
    name: "a unit from addresses",
    grants: [{ organizationalUnit: UNIT, when: { ips: "203.0.113.0/24" } }],
    enter: [["an account in it", role(FRIEND), GET, { ...inOrganization(), "aws:SourceIp": "203.0.113.7" }]],
    refused: [
      ["an account in it from elsewhere", role(FRIEND), GET, { ...inOrganization(), "aws:SourceIp": "198.51.100.7" }],
      ["an account in it through an endpoint", role(FRIEND), GET, { ...inOrganization(), "aws:SourceVpce": ENDPOINT }],
      [
        "another unit from an address",
        role(FRIEND),
        GET,
        { ...inOrganization(`${ROOT}/`), "aws:SourceIp": "203.0.113.7" },
      ],
    ],
  },
  {
    name: "a push through endpoints",
    grants: [{ principals: role(FRIEND), when: { vpce: [ENDPOINT, "vpce-0aaaaaaaaaaaaaaaa"] } }],
    access: "push",
    enter: [
      ["a push through the first", role(FRIEND), PUT, { "aws:SourceVpce": ENDPOINT }],
      ["a pull through the second", session(FRIEND), GET, { "aws:SourceVpce": "vpce-0aaaaaaaaaaaaaaaa" }],
    ],
    refused: [
      ["a push from an address", role(FRIEND), PUT, { "aws:SourceIp": "203.0.113.7" }],
      ["another role through the first", role(FRIEND, "other"), PUT, { "aws:SourceVpce": ENDPOINT }],
      ["a deletion through the first", role(FRIEND), "ecr:BatchDeleteImage", { "aws:SourceVpce": ENDPOINT }],
    ],
  },
  {
    name: "a service by its domain",
    grants: [{ service: APPRUNNER, sourceAccount: FRIEND }],
    enter: [["the service", APPRUNNER, GET, { "aws:SourceAccount": FRIEND }]],
    refused: [
      ["the service for another account", APPRUNNER, GET, { "aws:SourceAccount": STRANGER }],
      ["the service without an account", APPRUNNER, GET],
      ["a service with a similar domain", "apprunner.amazonaws.com", GET, { "aws:SourceAccount": FRIEND }],
    ],
  },
  {
    name: "projects of two accounts",
    grants: [{ service: "codebuild", sourceArn: [project(FRIEND, "*"), project(OTHER)] }],
    enter: [
      ["any project of the first", CODEBUILD, GET, { "aws:SourceArn": project(FRIEND, "nightly") }],
      ["the project of the second", CODEBUILD, LAYER, { "aws:SourceArn": project(OTHER) }],
    ],
    refused: [
      ["another project of the second", CODEBUILD, GET, { "aws:SourceArn": project(OTHER, "nightly") }],
      ["a project of a third", CODEBUILD, GET, { "aws:SourceArn": project(STRANGER) }],
    ],
  },
  {
    name: "an organization below a cache's prefix",
    grants: [{ organization: ORGANIZATION }],
    cached: true,
    enter: [["an import", role(FRIEND), IMPORT, inOrganization()]],
    refused: [
      ["an import from outside", role(FRIEND), IMPORT],
      ["the creation of a repository", role(FRIEND), "ecr:CreateRepository", inOrganization()],
    ],
  },
];
