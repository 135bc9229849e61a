import { eksClient, readAgent, readAssociation } from "../../src/aws/pod-identity";
import { eksService, type EksAnswers } from "../support/aws/eks-service";
import { environment } from "../support/environment";

const ROLE = "arn:aws:iam::111122223333:role/operator";
const OPERATOR = { namespace: "ns", name: "operator" };
const LIST = "/clusters/prod/pod-identity-associations";
const found = (parts: object = {}): EksAnswers => ({
  [`${LIST}?ns/operator`]: { associations: [{ associationId: "a-1" }] },
  [`${LIST}/a-1`]: { association: { associationId: "a-1", roleArn: ROLE, ...parts } },
});

const saved = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
});
afterAll(() => {
  process.env = saved;
});

async function reading<T>(answers: EksAnswers, read: (client: Awaited<ReturnType<typeof eksClient>>) => Promise<T>) {
  const service = await eksService(answers);
  const client = await eksClient(environment({ provider: { endpoints: { eks: service.url } } }), { maxAttempts: 1 });
  try {
    return await read(client);
  } finally {
    client.destroy();
    await service.stop();
  }
}

const association = (answers: EksAnswers) => reading(answers, (client) => readAssociation(client, "prod", OPERATOR));
const agent = (answers: EksAnswers) => reading(answers, (client) => readAgent(client, "prod"));

test("the association of a ServiceAccount is read with its role and whether it passes session tags", async () => {
  expect(await association(found())).toEqual({ id: "a-1", roleArn: ROLE, hasSessionTags: true });
  expect(await association(found({ disableSessionTags: true }))).toMatchObject({ hasSessionTags: false });
});

test("a ServiceAccount without an association has none, and a cluster that does not exist is an error", async () => {
  expect(await association({ [`${LIST}?ns/operator`]: { associations: [] } })).toBeUndefined();
  await expect(association({})).rejects.toMatchObject({ name: "ResourceNotFoundException" });
});

const ADDON = "/clusters/prod/addons/eks-pod-identity-agent";

test.each([
  ["an add-on", { [ADDON]: { addon: { status: "ACTIVE" } } }, { kind: "addon", status: "ACTIVE" }],
  ["EKS Auto Mode", { "/clusters/prod": { cluster: { computeConfig: { enabled: true } } } }, { kind: "auto" }],
  ["neither", { "/clusters/prod": { cluster: { name: "prod" } } }, { kind: "missing" }],
])("the agent is recognized: %s", async (_, answers, expected) => {
  expect(await agent(answers)).toEqual(expected);
});
