import { POLICY_SUBJECTS, type PolicySubject } from "../../../src/domain/policy-lint/policy-rule";
import { linted, marked } from "../../support/policy-lint/marked-policies";
import { BAD_CONDITIONS } from "../../support/policy-lint/bad-conditions";
import {
  BAD_REGISTRY_POLICIES,
  BAD_ROLE_POLICIES,
  BAD_TRUST_POLICIES,
} from "../../support/policy-lint/bad-other-policies";
import { BAD_REPOSITORY_POLICIES } from "../../support/policy-lint/bad-repository-policies";
import { GOOD_POLICIES } from "../../support/policy-lint/good-policies";

const BAD: Readonly<Record<PolicySubject, Readonly<Record<string, string>>>> = {
  "repository-policy": { ...BAD_REPOSITORY_POLICIES, ...BAD_CONDITIONS },
  "registry-policy": BAD_REGISTRY_POLICIES,
  "trust-policy": BAD_TRUST_POLICIES,
  "role-policy": BAD_ROLE_POLICIES,
};

describe.each(POLICY_SUBJECTS)("%s", (subject) => {
  test.each(Object.entries(BAD[subject]))("%s: each finding has its id and line, and there is no other", (_, text) => {
    expect(marked(subject, text)).not.toEqual([]);
    expect(linted(subject, text)).toEqual(marked(subject, text));
  });

  test.each(GOOD_POLICIES[subject])("no finding in %s", (text) => {
    expect(linted(subject, text)).toEqual([]);
  });
});
