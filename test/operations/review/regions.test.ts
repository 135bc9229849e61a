import { type Environment, type RegionSettings } from "../../../src/model/environment";
import { type ImageFacts } from "../../../src/operations/review/lifecycle";
import { reviewOf } from "../../../src/operations/review/review";
import { findingText, summaryLine } from "../../../src/operations/review/words";
import { environment, repository } from "../../support/environment";
import { findings, image, images, policy, revision } from "../../support/operations/review";

const REGION: RegionSettings = { region: "us-east-1", imports: [] };
const API = repository("team/api");
const WEB = repository("other/web", { deletionPolicy: "Retain" });

function inRegions(regions: readonly RegionSettings[], parts: Partial<Environment> = {}): Environment {
  return environment({ repositories: [API, WEB], regions, ...parts });
}

const tagged = (number: number, daysAgo: number) => image(number, daysAgo, { tags: [`v${number}`] });

const texts = (before: Environment, after: Environment): string[] =>
  findings(before, after).map((finding) => `${finding.severity}: ${findingText(finding)}`);

test("a region that is added or removed has copies, which are not deleted with it", () => {
  const [without, one] = [inRegions([]), inRegions([REGION])];
  expect(texts(without, one)).toEqual(["note: us-east-1: the region is new, with copies of 2 repositories"]);
  const [removed] = findings(one, without);
  expect(removed).toMatchObject({ kind: "environment-removed", severity: "high", region: "us-east-1" });
  expect(removed?.details?.[0]).toContain("The copies stay in AWS");
});

test("a copy that its region loses or gains is named with the region", () => {
  const narrowed = inRegions([{ ...REGION, repositoryPrefixes: ["team/"] }]);
  const [dropped, ...others] = findings(inRegions([REGION]), narrowed);
  expect(others).toEqual([]);
  expect(dropped && findingText(dropped)).toMatch(/^other\/web in us-east-1: Terraform rejects the plan/);
  expect(dropped?.details).toEqual(["To leave the copy in AWS, list it under regions.us-east-1.removed."]);
  expect(texts(narrowed, inRegions([REGION]))).toEqual(["note: other/web in us-east-1: new repository"]);
});

test("an override of a region is reported for the region, and a change of all regions once", () => {
  const basic = { scanType: "BASIC", rules: [] } as const;
  const own = inRegions([{ ...REGION, registry: { scanning: basic } }]);
  expect(texts(inRegions([REGION]), own)).toEqual(["medium: us-east-1: registry scanning changes to BASIC"]);
  const all = { registry: { scanning: basic } };
  expect(texts(inRegions([REGION]), inRegions([REGION], all))).toEqual(["medium: Registry scanning changes to BASIC"]);
  const mutable = { repositories: [{ ...API, imageTagMutability: "MUTABLE" as const }, WEB] };
  const [change, ...others] = findings(inRegions([REGION]), inRegions([REGION], mutable));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ kind: "protection-lowered", repositories: ["team/api"] });
  expect(change?.region).toBeUndefined();
});

test("another key replaces the copies of its region alone", () => {
  const key = (region: string, id: string): string => `arn:aws:kms:${region}:111122223333:key/${id}`;
  const repositories = [
    repository("team/api", { encryptionConfiguration: { encryptionType: "KMS", kmsKey: key("eu-west-1", "a") } }),
  ];
  const keyed = (kmsKey: string): Environment => inRegions([{ ...REGION, kmsKey }], { repositories });
  const [worst] = findings(keyed(key("us-east-1", "b")), keyed(key("us-east-1", "c")));
  expect(worst).toMatchObject({ region: "us-east-1", repositories: ["team/api"] });
});

test("images of each region are counted, and those of a region that nobody has listed are unknown", () => {
  const [before, after] = [policy(30, 5), policy(30, 1)].map((lifecyclePolicy) =>
    inRegions([REGION], { repositories: [repository("team/api", { lifecyclePolicy })] }),
  );
  if (before === undefined || after === undefined) throw new Error("no environments");
  const reviewed = (facts: (name: string) => ImageFacts) =>
    reviewOf(revision("main", before), revision("now", after), { images: facts });
  const listed = images({ "team/api": [tagged(1, 3), tagged(2, 2), tagged(3, 1)] });
  const fewer = images({ "team/api": [tagged(1, 3), tagged(2, 2)] });
  const both = reviewed((name) => (name === "test" ? listed : fewer));
  expect(summaryLine(both)).toBe("high: 3 images in 1 repository would be deleted within a day");
  expect(both.environments[0]?.cost?.repositories).toBe(2);

  const { environments } = reviewed((name) => (name === "test" ? listed : images()));
  expect(environments[0]?.findings.map(({ kind, region }) => [kind, region])).toEqual([
    ["images-deleted", undefined],
    ["lifecycle-stricter", "us-east-1"],
  ]);
  expect(environments[0]?.unknown.join(" ")).toContain("would be deleted or archived in team/api in us-east-1.");
  const unknown = reviewed(() => images());
  expect(unknown.environments[0]?.findings).toHaveLength(1);
});
