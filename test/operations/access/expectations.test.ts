import { brokenExpectations } from "../../../src/operations/access/expectations/check";
import { type Expectation } from "../../../src/operations/access/expectations/schema";
import { factsOf, OTHER, OWNER, policy } from "../../support/operations/access";

const ROLE = `arn:aws:iam::${OWNER}:role/ci`;
const ORGANIZATION = "o-abcdefghij";

const messages = (repositoryPolicy: unknown, expectation: Expectation): string[] =>
  brokenExpectations(factsOf(repositoryPolicy), [expectation]).map(({ message }) => message);

describe("onlyThese", () => {
  const only = (...principals: string[]): Expectation => ({ onlyThese: { action: "pull", principals } });
  const role = policy({ Sid: "A", Principal: { AWS: ROLE } });

  test.each([ROLE, OWNER, `arn:aws:iam::${OWNER}:root`, `arn:aws:iam::${OWNER}:role/*`])(
    "%s covers a role",
    (entry) => {
      expect(messages(role, only(OTHER, entry))).toEqual([]);
    },
  );

  test.each([OTHER, `arn:aws:iam::${OWNER}:role/c`, `arn:aws:iam::${OTHER}:role/*`])("%s does not", (entry) => {
    expect(messages(role, only(entry))).toEqual([
      `expected only ${entry} to pull from team/api, found ${ROLE}: repository policy, statement A`,
    ]);
  });

  test("a condition does not make another principal one of these, and nothing but * covers everyone", () => {
    const Condition = { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } };
    const everyone = policy({ Sid: "A", Principal: "*", Condition });
    expect(messages(everyone, only("arn:*", OWNER))).toEqual([
      expect.stringContaining("found everyone (*): repository policy, statement A, only from organization"),
    ]);
    expect(messages(everyone, only("*", OWNER))).toEqual([]);
  });

  test("the account's own IAM policies, which are not known, break nothing", () => {
    expect(messages(undefined, only())).toEqual([]);
  });

  test("it is about the named repositories and actions, and a name that matches none is a mistake", () => {
    const about = (repositories: string[], action: "pull" | "push"): Expectation => ({
      onlyThese: { action, repositories, principals: [] },
    });
    expect(messages(role, about(["team/*"], "pull"))).toHaveLength(1);
    expect(messages(role, about(["team/*"], "push"))).toEqual([]);
    expect(messages(role, about(["prod/*"], "pull"))).toEqual(['no repository in this environment matches "prod/*"']);
  });
});

describe("allOfThese", () => {
  const all: Expectation = { allOfThese: { action: "pull", principals: [OTHER] } };

  test("a grant on this side meets it", () => {
    expect(messages(policy({ Principal: { AWS: OTHER } }), all)).toEqual([]);
  });

  test("a missing grant and a denial do not", () => {
    expect(messages(undefined, all)).toEqual([
      `expected account ${OTHER} to pull from team/api, found no statement that allows it`,
    ]);
    const denied = policy({ Principal: { AWS: OTHER } }, { Sid: "D", Effect: "Deny", Principal: "*" });
    expect(messages(denied, all)).toEqual([
      `expected account ${OTHER} to pull from team/api, found that it is denied by repository policy, statement D`,
    ]);
  });
});

describe("noneOutside", () => {
  const none = (...accounts: string[]): Expectation => ({
    noneOutside: { action: "pull", organization: ORGANIZATION, accounts },
  });
  const of = (Principal: unknown, Condition?: unknown) =>
    policy({ Sid: "A", Principal, ...(Condition === undefined ? {} : { Condition }) });
  const LAMBDA = { Service: "lambda.amazonaws.com" };
  const arnOf = (account: string, region = "eu-west-1") => `arn:aws:lambda:${region}:${account}:function:*`;

  test.each<[string, unknown]>([
    ["everyone of the organization", of("*", { StringEquals: { "aws:PrincipalOrgID": ORGANIZATION } })],
    ["everyone of a unit", of("*", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": `${ORGANIZATION}/*` } })],
    ["everyone of a member account", of("*", { StringEquals: { "aws:PrincipalAccount": [OWNER] } })],
    ["a role of the account", of({ AWS: ROLE })],
    ["a service for the account's functions", of(LAMBDA, { ArnLike: { "aws:SourceArn": arnOf(OWNER, "*") } })],
    ["a service for the organization", of(LAMBDA, { StringEquals: { "aws:SourceOrgID": ORGANIZATION } })],
    ["a service for the account", of(LAMBDA, { StringEquals: { "aws:SourceAccount": OWNER } })],
    [
      "an account behind a denial of outsiders",
      policy(
        { Principal: { AWS: OTHER } },
        { Effect: "Deny", Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalOrgID": ORGANIZATION } } },
      ),
    ],
  ])("%s is inside", (_, repositoryPolicy) => {
    expect(messages(repositoryPolicy, none())).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["everyone", of("*")],
    ["everyone of another organization", of("*", { StringEquals: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } })],
    ["everyone of one of two", of("*", { StringEquals: { "aws:PrincipalOrgID": [ORGANIZATION, "o-zzzzzzzzzz"] } })],
    ["everyone of any organization", of("*", { StringLike: { "aws:PrincipalOrgID": "o-*" } })],
    ["a service for another organization", of(LAMBDA, { StringEquals: { "aws:SourceOrgID": "o-zzzzzzzzzz" } })],
    ["everyone without an organization", of("*", { StringEqualsIfExists: { "aws:PrincipalOrgID": ORGANIZATION } })],
    [
      "everyone with a list that may be empty",
      of("*", { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": `${ORGANIZATION}/*` } }),
    ],
    ["everyone of an address", of("*", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } })],
    ["an account that is not listed", of({ AWS: OTHER })],
    ["a service for anyone", of(LAMBDA)],
    ["a service for another account", of(LAMBDA, { StringEquals: { "aws:SourceAccount": OTHER } })],
    ["a service for any account's functions", of(LAMBDA, { ArnLike: { "aws:SourceArn": arnOf("*") } })],
    [
      "a service by a text that may match elsewhere",
      of(LAMBDA, { StringLike: { "aws:SourceArn": arnOf(OWNER, "*") } }),
    ],
  ])("%s is outside", (_, repositoryPolicy) => {
    expect(messages(repositoryPolicy, none())).toEqual([
      expect.stringMatching(/^expected no one outside o-abcdefghij to pull from team\/api, found .* statement A/),
    ]);
  });

  test("a listed account is inside", () => {
    expect(messages(of({ AWS: [OTHER, `arn:aws:iam::${OTHER}:role/app`] }), none(OTHER))).toEqual([]);
    expect(messages(of(LAMBDA, { StringEquals: { "aws:SourceAccount": OTHER } }), none(OTHER))).toEqual([]);
  });
});

test("a repository whose policy is not known breaks every expectation about it", () => {
  const facts = factsOf({ Version: "2012-10-17", Statement: [{ Effect: "Allow" }] });
  const [broken] = brokenExpectations(facts, [{ onlyThese: { action: "pull", principals: [] } }]);
  expect(broken?.message).toMatch(/^could not read the policy of team\/api: the policy is not valid/);
});
