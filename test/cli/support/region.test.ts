import { additionalRegion, oneRegion, regionName, requireNoRegion } from "../../../src/cli/support/environments";
import { regionalName } from "../../../src/model/regions";
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
});

test("an additional region is not the environment's own one, on which nothing else depends", () => {
  expect(additionalRegion(TWO, "us-east-1").regional).toBe("copy");
  expect(() => additionalRegion(TWO, "eu-west-1")).toThrow(
    "expected an additional region of test, found its main region, eu-west-1, which the additional regions depend on. Name the environment without a region",
  );
});

test("a command of all regions refuses one, and says what to do", () => {
  expect(() => {
    requireNoRegion("test/us-east-1", "The list has all regions");
  }).toThrow("expected an environment without a region, found test/us-east-1. The list has all regions. Write test");
  expect(() => {
    requireNoRegion("test", "");
  }).not.toThrow();
});

test("an environment with one region needs no name, and accepts its own", () => {
  expect(regionName("production")).toEqual({ environment: "production" });
  expect(oneRegion(environment(), undefined)).toEqual(environment());
  expect(oneRegion(environment(), "eu-west-1")).toEqual(environment());
});
