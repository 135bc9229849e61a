import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { environment, repository } from "../../support/environment";

test("imports are in their own file, each with its address", () => {
  const tree = environmentTree(
    environment({
      repositories: [repository("team/api", { pullPrincipals: ["444455556666"] })],
      imports: [{ repositoryName: "team/api", without: [] }],
    }),
  );
  expect(tree.get("registry/imports.tf")?.split("\n").slice(2).join("\n")).toBe(`import {
  to = aws_ecr_repository.team_api
  id = "team/api"
}

import {
  to = aws_ecr_repository_policy.team_api
  id = "team/api"
}
`);
});

test("without imports there is no such file", () => {
  expect([...environmentTree(environment()).keys()]).not.toContain("registry/imports.tf");
});
