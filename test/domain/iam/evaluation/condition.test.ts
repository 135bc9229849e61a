import { meets } from "../../../../src/domain/iam/evaluation/condition";
import { requestContext, type ContextFacts } from "../../../../src/domain/iam/evaluation/context";
import { type OneOrMore } from "../../../../src/domain/iam/policy";

type Values = OneOrMore<string | number | boolean>;

/** Whether one condition holds on a key that has this value; `undefined` for a key that the request does not have. */
function holds(operator: string, wanted: Values, found?: string | readonly string[], more?: ContextFacts["present"]) {
  const context = requestContext({
    present: { ...(found === undefined ? {} : { key: found }), ...more },
    absent: "others",
  });
  return meets({ [operator]: { key: wanted } }, context, context);
}

test.each<[string, Values, string, boolean]>([
  ["StringEquals", ["a", "b"], "b", true],
  ["StringEquals", "a*", "ab", false],
  ["StringNotEquals", ["a", "b"], "b", false],
  ["StringNotEquals", ["a", "b"], "c", true],
  ["StringEqualsIgnoreCase", "TEAM", "team", true],
  ["StringNotEqualsIgnoreCase", "TEAM", "team", false],
  ["StringLike", "t*m?", "teamA", true],
  ["StringLike", "T*", "team", false],
  ["StringNotLike", "t*", "team", false],
  ["stringlike", "t*", "team", true],
  ["ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a:b", true],
  ["ArnEquals", "arn:aws:iam::1*:role/ci", "arn:aws:iam::111122223333:role/ci", true],
  ["ArnLike", "arn:aws:*:*:*:ci", "arn:aws:iam::111122223333:role/ci", false],
  ["ArnLike", "arn:aws:*:*:role/ci:*", "arn:aws:iam::111122223333:role/ci:1", false],
  ["ArnNotLike", "arn:aws:iam::*:role/ci", "arn:aws:iam::111122223333:role/ci", false],
  ["Bool", true, "TRUE", true],
  ["Bool", "false", "true", false],
  ["BinaryEquals", "QQ==", "QQ==", true],
  ["NumericEquals", 5, "5.0", true],
  ["NumericNotEquals", "5", "5", false],
  ["NumericLessThan", "5", "4", true],
  ["NumericLessThanEquals", "5", "5", true],
  ["NumericGreaterThan", "5", "5", false],
  ["NumericGreaterThanEquals", "-1", "0", true],
  ["DateEquals", "2026-06-01T14:30:00+02:00", "2026-06-01T12:30:00Z", true],
  ["DateLessThan", "2026-01-02", "2026-01-01T23:59:59Z", true],
  ["DateGreaterThan", "2026-01-01T00:00:00", "2026-01-01T00:00:00Z", false],
  ["DateGreaterThanEquals", "2026", "2026-01-01T00:00:00Z", true],
  ["DateEquals", "1767225600", "2026-01-01T00:00:00Z", true],
  ["IpAddress", "10.0.0.0/8", "10.1.2.3", true],
  ["IpAddress", "0.0.0.0/0", "203.0.113.7", true],
  ["IpAddress", "203.0.113.7", "203.0.113.8", false],
  ["IpAddress", "2001:0db8:0000::1", "2001:db8::1", true],
  ["IpAddress", "2001:db8::/32", "2001:db9::1", false],
  ["NotIpAddress", "10.0.0.0/8", "10.1.2.3", false],
  ["NotIpAddress", "10.0.0.0/8", "2001:db8::1", true],
])("%s %j on %s is %s", (operator, wanted, found, expected) => {
  expect(holds(operator, wanted, found)).toBe(expected);
});

test.each<[string, boolean]>([
  ["StringEquals", false],
  ["StringNotEquals", true],
  ["NotIpAddress", true],
  ["StringEqualsIfExists", true],
  ["StringNotEqualsIfExists", true],
  ["ForAllValues:StringEquals", true],
  ["ForAllValues:StringNotEquals", true],
  ["ForAnyValue:StringEquals", false],
  ["ForAnyValue:StringNotEquals", false],
  ["ForAnyValue:StringEqualsIfExists", false],
])("%s on a key that is absent is %s", (operator, expected) => {
  expect(holds(operator, "a")).toBe(expected);
});

test("Null tells whether a key is absent", () => {
  expect(holds("Null", "true")).toBe(true);
  expect(holds("Null", true, "a")).toBe(false);
  expect(holds("Null", "false", "a")).toBe(true);
  expect(holds("Null", false)).toBe(false);
});

test("of several values, all or any have to be among those wanted, or none of them", () => {
  const found = ["team", "stage"];
  expect(holds("ForAllValues:StringEquals", ["team", "stage", "owner"], found)).toBe(true);
  expect(holds("ForAllValues:StringEquals", "team", found)).toBe(false);
  expect(holds("ForAnyValue:StringEquals", ["team", "owner"], found)).toBe(true);
  expect(holds("ForAllValues:StringNotLike", "st*", found)).toBe(false);
  expect(holds("ForAnyValue:StringNotLike", "st*", found)).toBe(true);
});

test("all keys of all operators have to hold, and keys have no case", () => {
  const context = requestContext({ present: { "aws:PrincipalOrgID": "o-1", "aws:SourceVpce": "vpce-1" } });
  const condition = { StringEquals: { "AWS:principalorgid": "o-1" }, StringLike: { "aws:SourceVpce": "vpce-2" } };
  expect(meets(condition, context)).toBe(false);
  expect(meets({ ...condition, StringLike: { "aws:SourceVpce": "vpce-*" } }, context)).toBe(true);
});

test("a key of which nothing is known leaves it open, unless another condition decides", () => {
  const context = requestContext({ present: { known: "a" } });
  const open = { StringNotEquals: { "aws:SourceVpce": ["a", "b"] } };
  expect(meets(open, context)).toEqual({ dependsOn: ["aws:SourceVpce (StringNotEquals a, b)"] });
  expect(meets({ ...open, StringEquals: { known: "b" } }, context)).toBe(false);
  expect(meets({ ...open, Null: { other: "true" } }, context)).toEqual({
    dependsOn: ["aws:SourceVpce (StringNotEquals a, b)", "other (Null true)"],
  });
});

test.each([
  ["an operator that IAM does not have", "StringResembles", "a", "a"],
  ["an operator for one value on several", "StringEquals", "a", ["a", "b"]],
  ["a number that is none", "NumericNotEquals", "five", "5"],
  ["a date that is none", "DateNotEquals", "soon", "2026-01-01"],
  ["an ARN that is none", "ArnNotLike", "*", "arn:aws:iam::111122223333:role/ci"],
  ["a range that is none", "NotIpAddress", "10.0.0.0/33", "10.1.2.3"],
  ["an address that is none", "IpAddress", "10.0.0.0/8", "here"],
])("%s is not decided", (_what, operator, wanted, found) => {
  expect(holds(operator, wanted, found)).toMatchObject({ dependsOn: [`key (${operator} ${wanted})`] });
});

test("variables are replaced, and their values have no wildcards", () => {
  expect(holds("StringEquals", "${aws:username}/x", "bob/x", { "aws:username": "bob" })).toBe(true);
  expect(holds("StringLike", "${aws:username}", "bob", { "aws:username": "b*" })).toBe(false);
  expect(holds("StringLike", "t${*}", "t*")).toBe(true);
  expect(holds("StringLike", "t${*}", "team")).toBe(false);
  expect(holds("StringEqualsIgnoreCase", "T${*}${?}${$}", "t*?$")).toBe(true);
  expect(holds("StringEquals", "${team, 'none'}", "none")).toBe(true);
  expect(holds("ArnLike", "arn:aws:iam::${account}:role/*", "arn:aws:iam::1:role/ci", { account: "1" })).toBe(true);
});

test("a variable without a value matches nothing, and what it does not except is open", () => {
  const why = { dependsOn: ["the value of ${aws:username}"] };
  expect(holds("StringEquals", "${aws:username}", "bob")).toBe(false);
  expect(holds("StringEquals", ["${aws:username}", "bob"], "bob")).toBe(true);
  expect(holds("StringNotEquals", "${aws:username}", "bob")).toEqual(why);
  expect(holds("StringNotEquals", ["${aws:username}", "bob"], "bob")).toBe(false);
  expect(holds("ArnNotLike", "arn:aws:iam::1:user/${aws:username}", "arn:aws:iam::1:user/bob")).toEqual(why);
});

test("a variable that is not known, or has several values, leaves open only what it could match", () => {
  const context = requestContext({ present: { key: "team/api", several: ["a", "b"] } });
  const condition = (text: string) => meets({ StringEquals: { key: text } }, context, context);
  expect(condition("${aws:username}/api")).toEqual({ dependsOn: ["${aws:username}"] });
  expect(condition("${several}/api")).toEqual({ dependsOn: ["${several}"] });
  expect(condition("${aws:username}/web")).toBe(false);
});

test("a policy of the old version has no variables", () => {
  const context = requestContext({ present: { key: "${aws:username}", "aws:username": "bob" } });
  expect(meets({ StringEquals: { key: "${aws:username}" } }, context)).toBe(true);
  expect(meets({ StringEquals: { key: "${aws:username}" } }, context, context)).toBe(false);
});
