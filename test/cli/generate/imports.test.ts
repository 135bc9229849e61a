import { environmentTree } from "../../../src/cli/generate/environment-tree";
import { environment, repository } from "../../support/environment";

test("imports stand in a file of their own, each with the address that it becomes", () => {
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

test("an environment that imports nothing has no such file", () => {
  expect([...environmentTree(environment()).keys()]).not.toContain("registry/imports.tf");
});
