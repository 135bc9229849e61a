import { checkKubernetesName, DNS_LABEL, DNS_SUBDOMAIN } from "../../../src/domain/operator/service-account-names";

test.each(["a", "0", "infra-operator", "a--b", "a".repeat(63)])("%s is a valid namespace name", (name) => {
  expect(checkKubernetesName(DNS_LABEL, "namespace", name)).toEqual([]);
});

test.each(["a", "infra-operator", "operator.v2", "1.2", `${"a".repeat(63)}.${"b".repeat(63)}`])(
  "%s is a valid ServiceAccount name",
  (name) => {
    expect(checkKubernetesName(DNS_SUBDOMAIN, "ServiceAccount", name)).toEqual([]);
  },
);

test.each([
  ["", 'found ""'],
  ["Infra", "which has uppercase letters"],
  ["infra_operator", 'which has "_"'],
  ["-infra", "which starts or ends with a separator"],
  ["infra-", "which starts or ends with a separator"],
  ["infra.operator", "which has invalid dots or hyphens"],
  ["a".repeat(64), "which has 64 characters"],
])("%p is not a valid namespace name: %s", (name, reason) => {
  expect(checkKubernetesName(DNS_LABEL, "namespace", name)).toMatchObject([
    { rule: "kubernetes/dns-label", severity: "error" },
  ]);
  expect(checkKubernetesName(DNS_LABEL, "namespace", name)[0]?.message).toMatch(
    /^expected a namespace name of 1 to 63 lowercase letters/,
  );
  expect(checkKubernetesName(DNS_LABEL, "namespace", name)[0]?.message.endsWith(reason)).toBe(true);
});

test.each([
  ["", 'found ""'],
  ["a..b", "which has invalid dots or hyphens"],
  ["a.-b", "which has invalid dots or hyphens"],
  [".a", "which starts or ends with a separator"],
  ["a/b", 'which has "/"'],
  [Array.from({ length: 130 }, () => "a").join("."), "which has 259 characters"],
])("%p is not a valid ServiceAccount name: %s", (name, reason) => {
  expect(checkKubernetesName(DNS_SUBDOMAIN, "ServiceAccount", name)).toMatchObject([
    { rule: "kubernetes/dns-subdomain", severity: "error" },
  ]);
  expect(checkKubernetesName(DNS_SUBDOMAIN, "ServiceAccount", name)[0]?.message).toMatch(
    /^expected a ServiceAccount name of 1 to 253 lowercase letters/,
  );
  expect(checkKubernetesName(DNS_SUBDOMAIN, "ServiceAccount", name)[0]?.message.endsWith(reason)).toBe(true);
});
