import { describedIn } from "../../../src/cli/adopt/described";

const REPOSITORY = {
  repositoryArn: "arn:aws:ecr:eu-west-1:333344445555:repository/legacy/one",
  registryId: "333344445555",
  repositoryName: "legacy/one",
};

test("the answers of describe-repositories and create-repository are the same", () => {
  const created = describedIn([{ repository: REPOSITORY }]);
  expect(created?.map(({ repositoryName }) => repositoryName)).toEqual(["legacy/one"]);
  expect(created).toEqual(describedIn([{ repositories: [REPOSITORY] }]));
});

test.each([{ repository: "legacy/one" }, { repository: null }, { repositories: [] }, 3])(
  "%p is neither",
  (document) => {
    expect(describedIn([document])).toBeUndefined();
  },
);
