/** What you would write with cdktf alone: no files, no checks. The second argument is the number of repositories. */
import { join } from "node:path";
import { App, S3Backend, TerraformStack } from "cdktf";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { corpusNames, corpusPolicy } from "../corpus";

const [, , root = ".", count = "1000"] = process.argv;
const app = new App({ outdir: join(root, "bare.out") });
const stack = new TerraformStack(app, "bench-registry");
new S3Backend(stack, { bucket: "acme-terraform-state", key: "bench", region: "eu-west-1", encrypt: true });
new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: ["111122223333"] });
corpusNames(Number(count)).forEach((name, index) => {
  const repository = new EcrRepository(stack, name.replaceAll("/", "_"), {
    name,
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: [{ encryptionType: "AES256" }],
    tags: { Team: `team-${index % 40}` },
  });
  new EcrLifecyclePolicy(stack, `${name.replaceAll("/", "_")}_policy`, {
    repository: repository.name,
    policy: JSON.stringify(corpusPolicy(index)),
  });
});
app.synth();
