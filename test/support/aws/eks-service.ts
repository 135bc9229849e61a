import { createServer } from "node:http";
import { type AddressInfo } from "node:net";

/** An answer of EKS by the path of the request, which begins with `/clusters/`. */
export type EksAnswers = Readonly<Record<string, object>>;

/** A service that answers EKS's calls by their path, and any other with `ResourceNotFoundException`. */
export async function eksService(
  answers: EksAnswers,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const filter = ["namespace", "serviceAccount"].flatMap((key) => searchParams.get(key) ?? []).join("/");
    const answer = answers[filter === "" ? pathname : `${pathname}?${filter}`];
    const error = { message: "missing" };
    response.writeHead(answer === undefined ? 404 : 200, {
      "Content-Type": "application/json",
      ...(answer === undefined ? { "x-amzn-ErrorType": "ResourceNotFoundException" } : {}),
    });
    response.end(JSON.stringify(answer ?? error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
