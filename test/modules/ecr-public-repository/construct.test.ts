import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing, TerraformStack } from "cdktf";
import { EcrPublicRepository, type EcrPublicRepositoryProps } from "../../../modules/ecr-public-repository/construct";

type Resources = Record<string, Record<string, Record<string, unknown>> | undefined>;

function synth(props: EcrPublicRepositoryProps): { resource: Resources; repository: EcrPublicRepository } {
  const stack = new TerraformStack(new App(), "registry");
  const provider = new AwsProvider(stack, "public", { alias: "public", region: "us-east-1" });
  const repository = new EcrPublicRepository(stack, "Api", { provider, ...props });
  return { resource: (JSON.parse(Testing.synth(stack, true)) as { resource: Resources }).resource, repository };
}

test("a repository with everything", () => {
  const { resource, repository } = synth({
    repositoryName: "team/api",
    catalog: {
      description: "The API.",
      about: "Set ${TAG}.",
      usage: "docker pull",
      architectures: ["x86-64"],
      operatingSystems: ["Linux"],
      logoImageBlob: '${filebase64("logo.png")}',
    },
    pushPrincipals: ["444455556666"],
    tags: { Team: "api" },
  });
  expect(resource["aws_ecrpublic_repository"]).toEqual({
    team_api: {
      provider: "aws.public",
      repository_name: "team/api",
      catalog_data: {
        description: "The API.",
        about_text: "Set $${TAG}.",
        usage_text: "docker pull",
        architectures: ["x86-64"],
        operating_systems: ["Linux"],
        logo_image_blob: '${filebase64("logo.png")}',
      },
      tags: { Team: "api" },
      lifecycle: { prevent_destroy: true },
    },
  });
  expect(resource["aws_ecrpublic_repository_policy"]).toEqual({
    team_api: {
      provider: "aws.public",
      repository_name: "${aws_ecrpublic_repository.team_api.repository_name}",
      policy: expect.stringContaining('"AWS" = ["arn:aws:iam::444455556666:root"]') as unknown,
    },
  });
  expect(repository.address).toBe("aws_ecrpublic_repository.team_api");
});

test("only the name is required, and Delete has no prevent_destroy", () => {
  const { resource } = synth({ repositoryName: "team/api", deletionPolicy: "Delete", forceDelete: true });
  expect(resource).toEqual({
    aws_ecrpublic_repository: {
      team_api: { provider: "aws.public", repository_name: "team/api", force_destroy: true },
    },
  });
});

test("wrong settings are an error with the construct's path", () => {
  expect(() => synth({ repositoryName: "team--api" })).toThrow(
    /registry\/Api[\s\S]*repositoryName: expected single separators/,
  );
});
