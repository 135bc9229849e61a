import { grantParts, type GrantAccess } from "../../../src/domain/grants/parts";
import { type Grant } from "../../../src/domain/grants/schema";
import { type PolicyDocument } from "../../../src/domain/iam/policy";
import { repositoryPolicyDocument } from "../../../src/domain/repository-policy/document";
import { grantStatements } from "../../../src/domain/repository-policy/grants";
import { oracleAnswer, ownAnswer } from "../iam/evaluation/oracle";
import { REPOSITORY, type CallerCase } from "../../support/grants/caller-kinds";
import { CALLERS } from "../../support/grants/callers";

const PLACE = { partition: "aws", account: "111122223333", region: "eu-west-1" } as const;

function policyOf(grants: readonly Grant[], access: GrantAccess, cached: boolean): PolicyDocument {
  const parts = grantParts(grants, access, { ...PLACE, cached });
  const document = repositoryPolicyDocument(undefined, grantStatements({ grants: parts }, "aws"));
  if (document === undefined) throw new Error("expected statements, found none");
  return document;
}

/** A caller whose own policies allow everything, so that the repository's policy decides. Services have none. */
const OPEN: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

function caseOf({ caller, action, context = {}, grants, access = "pull", cached = false }: CallerCase) {
  return {
    principal: caller,
    action,
    resource: REPOSITORY,
    account: PLACE.account,
    context,
    identity: caller.endsWith(".amazonaws.com") ? [] : [OPEN],
    resourcePolicy: policyOf(grants, access, cached),
  };
}

test.each(CALLERS.map((it) => [it.title, it] as const))("%s", async (_, it) => {
  const request = caseOf(it);
  expect([ownAnswer(request), await oracleAnswer(request)]).toEqual(
    it.enters ? ["Allowed", "Allowed"] : ["ImplicitlyDenied", "ImplicitlyDenied"],
  );
});

test("there are enough callers of each kind", () => {
  expect(CALLERS.filter(({ enters }) => enters).length).toBeGreaterThanOrEqual(48);
  expect(CALLERS.filter(({ enters }) => !enters).length).toBeGreaterThanOrEqual(88);
  expect(new Set(CALLERS.map(({ title }) => title)).size).toBe(CALLERS.length);
});
