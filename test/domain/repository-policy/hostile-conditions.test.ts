import { errorsOf } from "../../../src/domain/problems/problem";
import { checkRegistryPolicy, checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { evaluate } from "../../support/evaluate";
import { Random } from "../iam/evaluation/random";
import { generatedPolicy, type GeneratedPolicy } from "./generated-policies";
import { ACTION, AT_HOME, BASE, hostileFacts, mayPass, REPOSITORY, STRANGER } from "./stranger";

const POLICIES = Array.from({ length: 10_000 }, (_, seed) => generatedPolicy(new Random(seed + 1)));

function isAccepted({ of, document }: GeneratedPolicy): boolean {
  return errorsOf(of === "registry" ? checkRegistryPolicy(document) : checkRepositoryPolicy(document)).length === 0;
}

const ACCEPTED = POLICIES.filter(isAccepted);

test("of 10,000 policies for everybody, none that another account's request passes is accepted", () => {
  const open = POLICIES.filter(({ condition, document }) => {
    const facts = hostileFacts(condition, document.Version === "2012-10-17");
    return facts !== undefined && mayPass(document, facts);
  });
  const accepted = new Set(ACCEPTED);
  expect(open.filter((policy) => accepted.has(policy)).slice(0, 5)).toEqual([]);
  // Policies of both kinds are among them in number.
  expect(open.length).toBeGreaterThan(4000);
  expect(ACCEPTED.length).toBeGreaterThan(500);
});

test("the library that serves as oracle lets no such request pass one that is accepted either", async () => {
  const wrong: GeneratedPolicy[] = [];
  for (const policy of ACCEPTED.slice(0, 500)) {
    const request = { principal: STRANGER, action: ACTION, resource: REPOSITORY, context: BASE };
    const answer = await evaluate(request, { identity: [AT_HOME], resource: policy.document });
    if (answer === "Allowed") wrong.push(policy);
  }
  expect(wrong).toEqual([]);
}, 60_000);
