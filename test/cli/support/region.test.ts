import { oneRegion, regionalName, regionName, requireOnlyRegion } from "../../../src/cli/support/region";
import { environment } from "../../support/environment";

const TWO = environment({ regions: [{ region: "us-east-1", imports: [] }] });

test("one of several regions is named with the environment", () => {
  expect(regionName("production/us-east-1")).toEqual({ environment: "production", region: "us-east-1" });
  expect(regionalName(oneRegion(TWO, "us-east-1"))).toBe("test/us-east-1");
  expect(oneRegion(TWO, "eu-west-1").regional).toBe("main");
});

test("a command that knows one region alone refuses to choose", () => {
  expect(() => oneRegion(TWO, undefined)).toThrow(
    "expected one region of test, found 2. Name one: test/eu-west-1 or test/us-east-1",
  );
  expect(() => oneRegion(TWO, "us-west-2")).toThrow(
    'expected a region of test (test/eu-west-1 or test/us-east-1), found "us-west-2"',
  );
  expect(() => {
    requireOnlyRegion(TWO);
  }).toThrow("test: expected an environment with one region, found us-east-1");
});

test("an environment with one region needs no name, and accepts its own", () => {
  expect(regionName("production")).toEqual({ environment: "production" });
  expect(oneRegion(environment(), undefined)).toEqual(environment());
  expect(oneRegion(environment(), "eu-west-1")).toEqual(environment());
});
