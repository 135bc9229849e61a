import { testsOf, type ConditionTest } from "./conditions";
import { operatorOf } from "./evaluation/comparisons";
import { conditionLabel } from "./evaluation/condition";
import { type PolicyStatement } from "./policy";
import { oneOf } from "../problems/problem";
import { parseArn } from "../aws/arn";

/** How the test of a key reads after "only": with the values that pass, and with all others. */
interface KeyWords {
  readonly passes: (values: string, list: readonly string[]) => string;
  readonly excludes: (values: string, list: readonly string[]) => string;
}

const plain = (before: string, beforeOthers: string): KeyWords => ({
  passes: (values) => `${before} ${values}`,
  excludes: (values) => `${beforeOthers} ${values}`,
});

const WORDS: Readonly<Record<string, KeyWords>> = {
  "aws:principalorgid": plain("from organization", "from outside organization"),
  "aws:principalorgpaths": plain("from organizational unit", "from outside organizational unit"),
  "aws:principalaccount": plain("from account", "from accounts other than"),
  "aws:principalarn": plain("for", "for principals other than"),
  "aws:principalservicename": plain("for the service", "for services other than"),
  "aws:sourceaccount": plain("on behalf of account", "on behalf of accounts other than"),
  "aws:sourceorgid": plain("on behalf of organization", "on behalf of organizations other than"),
  "aws:sourceorgpaths": plain("on behalf of organizational unit", "on behalf of organizational units other than"),
  "aws:sourcearn": {
    passes: (values, list) => `for ${sourcesText(list)}${values}`,
    excludes: (values) => `for resources other than ${values}`,
  },
  "aws:sourceip": plain("from address", "from addresses outside"),
  "aws:sourcevpc": plain("from VPC", "from outside VPC"),
  "aws:sourcevpce": plain("through VPC endpoint", "if not through VPC endpoint"),
  "aws:currenttime": plain("at", "except at"),
};

/** What the ARNs of a service's resources are called. */
const SOURCES: readonly (readonly [RegExp, string])[] = [
  [/^lambda:function:/, "Lambda functions "],
  [/^codebuild:project\//, "CodeBuild projects "],
  [/^sagemaker:/, "SageMaker resources "],
  [/^ecs:/, "ECS resources "],
];

function sourcesText(arns: readonly string[]): string {
  const names = new Set(
    arns.map((text) => {
      const { service = "", resource = "" } = parseArn(text) ?? {};
      return SOURCES.find(([pattern]) => pattern.test(`${service}:${resource}`))?.[1] ?? "";
    }),
  );
  const [name = ""] = names;
  return names.size === 1 ? name : "";
}

const COMPARISONS: Readonly<Record<string, readonly [string, string]>> = {
  numericlessthan: ["is less than", "is at least"],
  numericlessthanequals: ["is at most", "is more than"],
  numericgreaterthan: ["is more than", "is at most"],
  numericgreaterthanequals: ["is at least", "is less than"],
  datelessthan: ["is before", "is not before"],
  datelessthanequals: ["is not after", "is after"],
  dategreaterthan: ["is after", "is not after"],
  dategreaterthanequals: ["is not before", "is before"],
};

/**
 * The conditions of a statement in words: what an allowing statement requires, and what avoids a denying one. The key is the
 * condition's label in a decision.
 */
export function conditionWords({ Condition, Effect }: PolicyStatement): ReadonlyMap<string, string> {
  const tests = testsOf(Condition);
  const label = ({ text, key, values }: ConditionTest): string => conditionLabel(text, key, values);
  if (Effect === "Allow") return new Map(tests.map((test) => [label(test), `only ${clauseOf(test, true)}`]));
  // One failed test is enough to avoid a denial.
  const avoided = `only ${tests.map((test) => clauseOf(test, false)).join(", or ")}`;
  return new Map(tests.map((test) => [label(test), avoided]));
}

/** The clause for a test that passes, or that fails. */
function clauseOf(test: ConditionTest, passes: boolean): string {
  const { text, operator, key, lowerKey, values } = test;
  const list = oneOf(values);
  if (operator === undefined) return `if ${key} ${passes ? "passes" : "does not pass"} ${text} ${list}`;
  const { name, ifExists } = operator;
  if (name === "null") return `if ${key} is ${values.includes("true") === passes ? "absent" : "present"}`;
  const includes = (operatorOf(name)?.negated === true) !== passes;
  const flag = flagWords(test, includes);
  if (flag !== undefined) return flag;
  const words = WORDS[lowerKey];
  const compared = COMPARISONS[name];
  if (words !== undefined && compared === undefined) {
    const clause = (includes ? words.passes : words.excludes)(list, values);
    return `${clause}${ifExists && passes ? ", if the request contains the key" : ""}`;
  }
  const [is, isNot] = compared ?? ["is", "is not"];
  const some = operator.quantifier === undefined ? "" : operator.quantifier === "forallvalues" ? "every " : "any ";
  const absent = ifExists && passes ? ` or ${key} is absent` : "";
  return `if ${some}${key} ${(compared === undefined ? includes : passes) ? is : isNot} ${list}${absent}`;
}

const FLAGS: Readonly<Record<string, readonly [string, string]>> = {
  "aws:securetransport": ["over TLS", "without TLS"],
  "aws:multifactorauthpresent": ["with MFA", "without MFA"],
  "aws:principalisawsservice": ["for AWS services", "for principals that are not AWS services"],
  "aws:viaawsservice": ["through an AWS service", "directly, without an AWS service"],
};

function flagWords({ operator, lowerKey, values }: ConditionTest, includes: boolean): string | undefined {
  const words = FLAGS[lowerKey];
  const [value = ""] = values;
  if (words === undefined || operator?.name !== "bool" || values.length > 1) return undefined;
  return words[(value.toLowerCase() === "true") === includes ? 0 : 1];
}
