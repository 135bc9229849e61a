import { POLICY_SUBJECTS } from "../../../src/domain/policy-lint/policy-rule";
import { linted, marked } from "../../support/policy-lint/marked-policies";
import { BAD_POLICIES } from "../../support/policy-lint/bad-policies";
import { GOOD_POLICIES } from "../../support/policy-lint/good-policies";

describe.each(POLICY_SUBJECTS)("%s", (subject) => {
  test.each(Object.entries(BAD_POLICIES[subject]))(
    "%s: each finding has its id and line, and there is no other",
    (_, text) => {
      expect(marked(subject, text)).not.toEqual([]);
      expect(linted(subject, text)).toEqual(marked(subject, text));
    },
  );

  test.each(GOOD_POLICIES[subject])("no finding in %s", (text) => {
    expect(linted(subject, text)).toEqual([]);
  });
});
