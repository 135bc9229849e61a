import { severityOf } from "../../../src/domain/images/scan-kinds";
import { parseFailOn } from "../../../src/operations/scan-gate/severity";

test("the words of both scanners are read, and no other word stands for a severity", () => {
  expect(["CRITICAL", "Low", "UNTRIAGED", "undefined"].map(severityOf)).toEqual([
    "CRITICAL",
    "LOW",
    "UNDEFINED",
    "UNDEFINED",
  ]);
  expect(["SEVERE", "", "CRITICAL ", undefined].map(severityOf)).toEqual([undefined, undefined, undefined, undefined]);
});

test("what is worse than a named severity fails too", () => {
  expect(parseFailOn("critical,high")).toEqual(["CRITICAL", "HIGH"]);
  expect(parseFailOn("Medium")).toEqual(["CRITICAL", "HIGH", "MEDIUM"]);
});

test("what is not rated fails only when it is named", () => {
  expect(parseFailOn("informational")).not.toContain("UNDEFINED");
  expect(parseFailOn("critical, undefined")).toEqual(["CRITICAL", "UNDEFINED"]);
  expect(parseFailOn("untriaged")).toEqual(["UNDEFINED"]);
});

test("every word that is no severity is told", () => {
  expect(() => parseFailOn("critcal,high,worst")).toThrow(
    'separated by commas, found "critcal", "worst". Did you mean "critical"?',
  );
  expect(() => parseFailOn("")).toThrow('found ""');
});
