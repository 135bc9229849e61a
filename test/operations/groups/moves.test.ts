import { allAddressesOf } from "../../../src/domain/repository/addresses";
import { guardAddress } from "../../../src/domain/repository/retention";
import { groupMoves } from "../../../src/operations/groups/moves";
import { type RegistryStackKind } from "../../../src/model/stack-kinds";
import { environment, repository } from "../../support/environment";

const GROUPS = [{ name: "payments", match: ["payments/*"] }];
const POLICY = { Version: "2012-10-17", Statement: [] } as const;
const states = (addresses: Partial<Record<RegistryStackKind, readonly string[]>>) =>
  new Map(Object.entries(addresses).map(([kind, list]) => [kind as RegistryStackKind, new Set(list)]));
const [REPOSITORY = ""] = allAddressesOf("payments/api");

test("what another stack has moves, with the policies that its state has", () => {
  const declared = environment({
    groups: GROUPS,
    repositories: [repository("payments/api", { repositoryPolicy: POLICY }), repository("other")],
  });
  const entry = { repositoryName: "payments/api", fromStack: "registry" };
  const move = { from: "registry", to: "registry-payments", isUnreleased: false };
  const found = states({ registry: [REPOSITORY, ...allAddressesOf("other")], "registry-payments": [] });
  expect(groupMoves(declared, found)).toEqual([{ ...move, entry: { ...entry, without: ["repositoryPolicy"] } }]);
  const whole = states({ registry: allAddressesOf("payments/api") });
  expect(groupMoves(declared, whole)).toEqual([{ ...move, entry: { ...entry, without: [] } }]);
});

test("what is in its stack, or listed, does not move; what is in both leaves the other", () => {
  const declared = environment({ groups: GROUPS, repositories: [repository("payments/api")] });
  expect(groupMoves(declared, states({ "registry-payments": [REPOSITORY], registry: [] }))).toEqual([]);
  expect(groupMoves(declared, states({ "registry-payments": [REPOSITORY], registry: [REPOSITORY] }))).toHaveLength(1);
  const imports = [{ repositoryName: "payments/api", without: [], fromStack: "registry" }] as const;
  expect(groupMoves({ ...declared, imports }, states({ registry: [REPOSITORY] }))).toEqual([]);
});

test("a guard that the declaration no longer has rejects the plan unless the name is released", () => {
  const found = states({ registry: [REPOSITORY, guardAddress("retained", "payments/api")] });
  const unreleased = (parts: Parameters<typeof environment>[0], settings = {}) =>
    groupMoves(
      environment({ groups: GROUPS, repositories: [repository("payments/api", settings)], ...parts }),
      found,
    ).map(({ isUnreleased }) => isUnreleased);
  expect(unreleased({})).toEqual([true]);
  expect(unreleased({ released: ["payments/api"] })).toEqual([false]);
  expect(unreleased({}, { deletionPolicy: "Retain" })).toEqual([false]);
});
