import { declaredRoles } from "../../../src/operations/access/declared-facts";
import { ciRole, environment } from "../../support/environment";

test("the policy of a CI role has the name that Terraform gives it", () => {
  const names = (["push", "pull", "scan", undefined] as const).map((access) => {
    const [role] = declaredRoles(environment({ ciRoles: [ciRole(access === undefined ? {} : { access })] }));
    return role?.policies?.map(({ name }) => name);
  });
  expect(names).toEqual([["push"], ["pull"], ["scan"], ["push"]]);
});
