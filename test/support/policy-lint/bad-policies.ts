import { type PolicySubject } from "../../../src/domain/policy-lint/policy-rule";
import { BAD_ACCESS } from "./bad-access";
import { BAD_CONDITIONS } from "./bad-conditions";
import { BAD_DENIALS } from "./bad-denials";
import { BAD_REGISTRY_POLICIES, BAD_ROLE_POLICIES, BAD_TRUST_POLICIES } from "./bad-other-policies";
import { BAD_REPOSITORY_POLICIES } from "./bad-repository-policies";

/** Statements with marked findings, by kind of policy. */
export const BAD_POLICIES: Readonly<Record<PolicySubject, Readonly<Record<string, string>>>> = {
  "repository-policy": { ...BAD_REPOSITORY_POLICIES, ...BAD_CONDITIONS, ...BAD_ACCESS, ...BAD_DENIALS },
  "registry-policy": BAD_REGISTRY_POLICIES,
  "trust-policy": BAD_TRUST_POLICIES,
  "role-policy": BAD_ROLE_POLICIES,
};
