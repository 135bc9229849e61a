import { finding } from "../policy-lint/rules";
import { quoteValue, valuesAt, type Problem } from "../problems/problem";
import { hasToken } from "../terraform/strings";
import { type PlacedTest } from "./draft";

interface KeyValues {
  readonly keys: readonly string[];
  readonly form: RegExp;
  readonly expected: string;
}

/** The form of the values that keys have in requests. Keys are in lower case, because IAM ignores case here. */
const FORMS: readonly KeyValues[] = [
  {
    keys: ["aws:principalaccount", "aws:sourceaccount", "aws:resourceaccount"],
    form: /^\d{12}$/,
    expected: "an account ID of 12 digits",
  },
  {
    keys: ["aws:principalorgid", "aws:sourceorgid", "aws:resourceorgid"],
    form: /^o-[a-z0-9]+$/,
    expected: 'the ID of an organization, such as "o-abcdefghij"',
  },
  {
    keys: ["aws:principalorgpaths", "aws:sourceorgpaths", "aws:resourceorgpaths"],
    form: /^o-[a-z0-9]+\/(?:r-[a-z0-9]+\/(?:ou-[a-z0-9-]+\/)*)?$/,
    expected: 'the path of a unit with a slash at the end, such as "o-abcdefghij/r-ab12/ou-ab12-11111111/"',
  },
  {
    keys: ["aws:securetransport", "aws:principalisawsservice", "aws:viaawsservice", "aws:multifactorauthpresent"],
    form: /^(?:true|false)$/,
    expected: '"true" or "false" in lower case, or the operator Bool',
  },
  {
    keys: ["aws:principalarn"],
    form: /^arn:[^:]+:(iam|sts)::/,
    expected: 'the ARN of an IAM principal, such as "arn:aws:iam::111122223333:role/name"',
  },
  {
    keys: ["aws:sourcearn"],
    form: /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./,
    expected: 'the ARN of a resource, such as "arn:aws:lambda:eu-west-1:111122223333:function:name"',
  },
];

const COMPARES_TEXT = /^(string(equals|equalsignorecase|like)|arn(equals|like))$/;

/**
 * Warns about values that a key never has. Values with wildcards or variables are not checked.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function foreignValues({ operator, key, lowerKey, written, at }: PlacedTest): Problem[] {
  const known = FORMS.find(({ keys }) => keys.includes(lowerKey));
  const { name = "" } = operator ?? {};
  if (known === undefined || !COMPARES_TEXT.test(name)) return [];
  const ignoresCase = name === "stringequalsignorecase";
  return valuesAt(at, written).flatMap(({ at: where, text }) => {
    const value = String(text);
    if (/[*?]|\$\{/.test(value) || hasToken(value) || known.form.test(ignoresCase ? value.toLowerCase() : value))
      return [];
    const message = `expected ${known.expected}, found ${quoteValue(text)}, which ${key} never contains. Correct the value`;
    return [finding("foreign-value", where, message)];
  });
}
