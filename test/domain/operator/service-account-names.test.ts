import { checkDnsLabel, checkDnsSubdomain } from "../../../src/domain/operator/service-account-names";

test.each(["a", "0", "infra-operator", "a--b", "a".repeat(63)])("%s is a namespace's name", (name) => {
  expect(checkDnsLabel("namespace", name)).toEqual([]);
});

test.each(["a", "infra-operator", "operator.v2", "1.2", `${"a".repeat(63)}.${"b".repeat(63)}`])(
  "%s is a ServiceAccount's name",
  (name) => {
    expect(checkDnsSubdomain("ServiceAccount", name)).toEqual([]);
  },
);

test.each([
  ["", "it is empty"],
  ["Infra", "it has capital letters"],
  ["infra_operator", 'it has "_"'],
  ["-infra", "it begins or ends with a separator"],
  ["infra-", "it begins or ends with a separator"],
  ["infra.operator", "its separators are misplaced"],
  ["a".repeat(64), "it has 64 characters"],
])("%p is no namespace's name: %s", (name, reason) => {
  expect(checkDnsLabel("namespace", name)).toMatchObject([{ rule: "kubernetes/dns-label", severity: "error" }]);
  expect(checkDnsLabel("namespace", name)[0]?.message).toContain(
    `is no name of a namespace: ${reason}; 1 to 63 lower-case letters`,
  );
});

test.each([
  ["", "it is empty"],
  ["a..b", "its separators are misplaced"],
  ["a.-b", "its separators are misplaced"],
  [".a", "it begins or ends with a separator"],
  ["a/b", 'it has "/"'],
  [Array.from({ length: 130 }, () => "a").join("."), "it has 259 characters"],
])("%p is no ServiceAccount's name: %s", (name, reason) => {
  expect(checkDnsSubdomain("ServiceAccount", name)).toMatchObject([
    { rule: "kubernetes/dns-subdomain", severity: "error" },
  ]);
  expect(checkDnsSubdomain("ServiceAccount", name)[0]?.message).toContain(
    `is no name of a ServiceAccount: ${reason}; 1 to 253 lower-case letters`,
  );
});
