import { callerOf } from "../../../src/domain/iam/evaluation/caller";
import { requestContext } from "../../../src/domain/iam/evaluation/context";
import { decide } from "../../../src/domain/iam/evaluation/decide";
import { readPolicy, type NamedStatement } from "../../../src/domain/iam/evaluation/policy";
import { type PolicyDocument } from "../../../src/domain/iam/policy";
import {
  AT_HOME,
  BASE,
  hostileFacts,
  POSSIBLE,
  REPOSITORY,
  STRANGER,
  type CallerFacts,
  type Facts,
} from "../../domain/repository-policy/stranger";

/** Someone whom no policy means to let in, or not to these actions. */
export interface Outsider extends CallerFacts {
  readonly name: string;
  /** Callers that it can be. */
  readonly callers: readonly string[];
  readonly actions: readonly string[];
}

const ADMINISTRATION = [
  ...["BatchDeleteImage", "DeleteRepository", "DeleteRepositoryPolicy", "PutImageTagMutability", "PutLifecyclePolicy"],
  ...["SetRepositoryPolicy", "PutImageScanningConfiguration"],
].map((name) => `ecr:${name}`);
const EVERYTHING = ["ecr:BatchGetImage", "ecr:PutImage", ...ADMINISTRATION];

const of = (from: string, to: string) => (text: string) => text.replaceAll(from, to);
const partnerText = of("999988887777", "444455556666");

function mapped(facts: Facts, map: (text: string) => string): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [key, typeof value === "string" ? map(value) : value.map(map)]),
  );
}

const SERVICES = ["lambda.amazonaws.com", "codebuild.amazonaws.com"];
const ABSENT = [[]];
const WITHOUT_PRINCIPAL = Object.fromEntries(
  ["arn", "account", "orgid", "orgpaths"].map((key) => [`aws:principal${key}`, ABSENT]),
);

export const OUTSIDERS: readonly Outsider[] = [
  {
    name: "a stranger",
    callers: [STRANGER, "arn:aws:iam::999988887777:root"],
    actions: EVERYTHING,
    ...{ base: BASE, possible: POSSIBLE },
  },
  {
    name: "a partner who may pull and push",
    callers: ["arn:aws:iam::444455556666:role/ci"],
    actions: ADMINISTRATION,
    base: { ...mapped(BASE, partnerText), "aws:PrincipalArn": "arn:aws:iam::444455556666:role/ci" },
    possible: {
      ...Object.fromEntries(
        Object.entries(POSSIBLE).map(([key, values]) => [
          key,
          values.map((value) => (typeof value === "string" ? partnerText(value) : value.map(partnerText))),
        ]),
      ),
      "aws:principalarn": ["arn:aws:iam::444455556666:role/ci"],
      "aws:principalorgid": ["o-abcdefghij", "o-stranger12345", []],
      "aws:principalorgpaths": [["o-abcdefghij/r-ab12/ou-ab12-11111111/"], ["o-stranger12345/r-ab12/"], []],
    },
  },
  {
    name: "someone anonymous",
    callers: ["anonymous"],
    actions: EVERYTHING,
    base: { "aws:PrincipalType": "Anonymous", "aws:SecureTransport": "true", "aws:SourceIp": "8.8.8.8" },
    possible: {
      ...POSSIBLE,
      ...WITHOUT_PRINCIPAL,
      "aws:principaltype": ["Anonymous"],
      "aws:principalisawsservice": ABSENT,
      "aws:sourceip": [...(POSSIBLE["aws:sourceip"] ?? []), []],
      "aws:username": ABSENT,
      "aws:userid": ABSENT,
    },
  },
  {
    name: "a service for a stranger",
    callers: SERVICES,
    actions: EVERYTHING,
    base: {
      "aws:SourceAccount": "999988887777",
      "aws:SourceArn": "arn:aws:lambda:eu-west-1:999988887777:function:x",
      "aws:SourceOrgID": "o-stranger12345",
      "aws:PrincipalIsAWSService": "true",
      "aws:SecureTransport": "true",
      "aws:CurrentTime": "2026-11-30T12:00:00Z",
    },
    possible: {
      ...POSSIBLE,
      ...WITHOUT_PRINCIPAL,
      "aws:sourcevpc": ABSENT,
      "aws:sourcevpce": ABSENT,
      "aws:sourceaccount": ["999988887777"],
      "aws:sourceorgid": ["o-stranger12345", []],
      "aws:sourceorgpaths": [["o-stranger12345/r-ab12/"], []],
      "aws:sourcearn": [
        "arn:aws:lambda:eu-west-1:999988887777:function:x",
        "arn:aws:codebuild:eu-west-1:999988887777:project/ci",
      ],
      "aws:principalisawsservice": ["true"],
      "aws:principalservicename": SERVICES,
    },
  },
];

const AT_HOME_READ = readPolicy(AT_HOME, "identity");
const IDENTITY = AT_HOME_READ.ok ? AT_HOME_READ.statements : [];

/** What each outsider may do, or may do as far as IAM's rules say, by name. Nothing if AWS rejects the policy. */
export function reachOf(
  document: PolicyDocument,
  outsiders: readonly Outsider[],
  resource = REPOSITORY,
): ReadonlyMap<string, readonly string[]> {
  const read = readPolicy(document, "resource");
  if (!read.ok) return new Map();
  const { statements } = read;
  const variables = document.Version === "2012-10-17";
  const reach = outsiders.map((outsider): [string, string[]] => {
    const requests = document.Statement.flatMap(({ Effect, Condition = {} }) => {
      const facts = Effect === "Allow" ? hostileFacts(Condition, variables, outsider) : undefined;
      return facts === undefined ? [] : [facts];
    });
    const { callers, actions, name } = outsider;
    const mayCall = (action: string): boolean =>
      requests.some((facts) => callers.some((caller) => mayPass({ caller, action, facts, resource }, statements)));
    return [name, requests.length === 0 ? [] : actions.filter(mayCall)];
  });
  return new Map(reach.filter(([, actions]) => actions.length > 0));
}

interface Asked {
  readonly caller: string;
  readonly action: string;
  readonly facts: Facts;
  readonly resource: string;
}

function mayPass({ caller, action, facts, resource }: Asked, statements: readonly NamedStatement[]): boolean {
  const context = requestContext({ present: facts, absent: "others" });
  const request = { caller: callerOf(caller), action, resource, account: "111122223333", context };
  return decide(request, { identity: IDENTITY, resource: statements }).allowed !== false;
}
