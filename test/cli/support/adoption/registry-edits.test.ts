import { editText } from "../../../../src/config/editing/edit";
import { registryEdits } from "../../../../src/cli/support/adoption/registry";

const K8S = { ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: "registry.k8s.io" };
const SCANNING = { scanType: "BASIC", rules: [] };

test("settings are added below what is declared, and imported", () => {
  const before = `account: "111122223333"
registry:
  accountSettings: { REGISTRY_POLICY_SCOPE: V2 }
  pullThroughCache:
    - { ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io } # ours
  imports: [pullThroughCache]
`;
  const added = { accountSettings: { BLOB_MOUNTING: "ENABLED" }, scanning: SCANNING, pullThroughCache: [K8S] };
  const declared = {
    accountSettings: { REGISTRY_POLICY_SCOPE: "V2" },
    pullThroughCache: [{ ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" }],
    imports: ["pullThroughCache"],
  } as const;
  expect(editText("a.yaml", before, registryEdits(added, declared, true))).toBe(`account: "111122223333"
registry:
  accountSettings: { REGISTRY_POLICY_SCOPE: V2, BLOB_MOUNTING: ENABLED }
  pullThroughCache:
    - { ecrRepositoryPrefix: quay, upstreamRegistryUrl: quay.io } # ours
    - ecrRepositoryPrefix: k8s
      upstreamRegistryUrl: registry.k8s.io
  imports: [ pullThroughCache, accountSettings, scanning ]
  scanning:
    scanType: BASIC
    rules: []
`);
});

test("without imports, the next deployment creates them", () => {
  expect(registryEdits({ scanning: SCANNING }, undefined, false)).toEqual([
    { kind: "set", at: ["registry", "scanning"], value: SCANNING },
  ]);
  expect(registryEdits({}, undefined, true)).toEqual([]);
});
