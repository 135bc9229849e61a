import { GLOBAL_KEYS, globalKeyKind } from "../iam/global-keys";
import { finding } from "../policy-lint/rules";
import { quoteValue, valuesAt, type Path, type Problem } from "../problems/problem";
import { hasToken, withoutTokens } from "../terraform/strings";
import { didYouMean } from "../text/suggestions";
import { placedTests, type PartialStatement, type PlacedTest } from "./draft";

/** Keys and policy variables of conditions that IAM accepts although no request has them. */
export function checkConditionKeys(partial: PartialStatement, service: "ecr" | "ecr-public" = "ecr"): Problem[] {
  return placedTests(partial).flatMap((test) => [
    ...(hasToken(test.key) ? [] : keyFault(test.key, test.at, service)),
    ...addressAsText(test),
    ...valuesAt(test.at, test.written).flatMap((value) => variableFaults(String(value.text), value.at)),
  ]);
}

/** Services whose condition keys only their own requests have. @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
const OTHER_SERVICES = /^(dynamodb|ecr|ecr-public|iam|kms|s3|secretsmanager|sns|sqs):/i;

function keyFault(key: string, at: Path, service: "ecr" | "ecr-public"): Problem[] {
  const isOwn = key.toLowerCase().startsWith(`${service}:`);
  if ((OTHER_SERVICES.test(key) && !isOwn) || /^ecr(-public)?:ResourceTag\/?$/i.test(key)) {
    const message = `expected a condition key that ECR supports, found ${quoteValue(key)}. Use an aws: key or ${service}:ResourceTag/<tag key>`;
    return [finding("condition-key", at, message)];
  }
  const fault = keyWords(key);
  return fault === undefined ? [] : [finding("condition-key", at, fault)];
}

function keyWords(key: string): string | undefined {
  switch (globalKeyKind(key)) {
    case "no-tag":
      return `expected a tag key after ${key.replace(/\/$/, "")}/, found none. Add one, for example ${quoteValue(`${key.replace(/\/$/, "")}/team`)}`;
    case "unknown":
      return `expected an AWS global condition key, found ${quoteValue(key)}.${didYouMean(key, candidates(key)) || " Requests never contain this key. Correct it, or remove it"}`;
    case "known":
    case "service":
      return undefined;
  }
}

/** Longer keys that start with this one are more likely than keys that differ in the middle. */
function candidates(key: string): readonly string[] {
  const longer = GLOBAL_KEYS.filter((known) => known.toLowerCase().startsWith(key.toLowerCase()));
  return longer.length > 0 ? longer : GLOBAL_KEYS;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function addressAsText({ text, operator, key, lowerKey, at }: PlacedTest): Problem[] {
  if (!["aws:sourceip", "aws:vpcsourceip"].includes(lowerKey)) return [];
  const { name = "" } = operator ?? {};
  if (!name.startsWith("string")) return [];
  const write = name.startsWith("stringnot") ? "NotIpAddress" : "IpAddress";
  const message = `expected IpAddress or NotIpAddress for ${key}, found ${text}, which does not compare addresses. Write ${write}`;
  return [finding("address-as-text", at, message)];
}

/** `${*}`, `${?}` and `${$}` are the characters themselves; after a comma there may be a default. */
const VARIABLE = /\$\{([^{}]*)\}/g;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
function variableFaults(value: string, at: Path): Problem[] {
  const text = withoutTokens(value, "");
  const unclosed = text.replaceAll(VARIABLE, "").includes("${")
    ? [`expected a policy variable that ends with }, found ${quoteValue(value)}. Add }, or write \${$} for a literal $`]
    : [];
  const unknown = [...text.matchAll(VARIABLE)].flatMap(([variable, written = ""]) => {
    const [name = ""] = written.split(",");
    if (["*", "?", "$"].includes(written)) return [];
    const fault = keyWords(name.trim());
    return fault === undefined ? [] : [`found the policy variable ${variable}: ${fault}`];
  });
  return [...unclosed, ...unknown].map((message) => finding("variable", at, message));
}
