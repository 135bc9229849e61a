import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type Browser } from "playwright-core";
import { registerAccess } from "../../src/cli/access/command";
import { Project } from "../support/cli/lifecycle";
import { startBrowser } from "../support/e2e/browser";

let browser: Browser;
let project: Project;
let address: string;

beforeAll(async () => {
  browser = await startBrowser();
  project = new Project(registerAccess);
  project.write("environments/dev/environment.yaml", {
    account: "111122223333",
    region: "eu-west-1",
    state: { s3: { bucket: "acme-terraform-state" } },
  });
  project.write("environments/dev/repositories/list.json", {
    repositories: [0, 1].map((index) => ({
      repositoryName: `team/${index}`,
      pullPrincipals: ["444455556666", `arn:aws:iam::111122223333:role/deploy-${index}`],
    })),
  });
  const { stdout, error } = await project.run("access", "dev", "-o", "html");
  if (error !== undefined) throw new Error(error);
  const path = project.write("access.html", "");
  writeFileSync(path, stdout);
  address = pathToFileURL(path).href;
});

afterAll(async () => {
  await browser.close();
  project.remove();
});

test("the page is one file, and a principal's rows are found without a server", async () => {
  const page = await (await browser.newContext()).newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (problem) => complaints.push(problem.message));
  await page.goto(address);
  const rows = page.locator("#access tbody tr:visible");
  await expect(rows.count()).resolves.toBe(6);
  await page.getByRole("searchbox").fill("DEPLOY-1");
  await expect(page.getByRole("status").textContent()).resolves.toBe("1 of 6 rows");
  await expect(rows.allInnerTexts()).resolves.toEqual([
    expect.stringMatching(/^team\/1\s+role\/deploy-1\s+yes\s+depends[^]*statement AllowPull/),
  ]);
  await page.getByRole("searchbox").fill("444455556666");
  await expect(rows.count()).resolves.toBe(2);
  expect(requests).toEqual([address]);
  expect(complaints).toEqual([]);
});

test("without JavaScript the page shows every row, and no filter that does nothing", async () => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(address);
  await expect(page.locator("#access tbody tr:visible").count()).resolves.toBe(6);
  await expect(page.getByRole("searchbox").count()).resolves.toBe(0);
});
