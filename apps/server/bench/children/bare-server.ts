// The least that could start a run: a web server that commits one row for every request, and then makes the call.
// bare-server.ts <address of the database, or nothing> <data directory> <address to call>
import { createServer } from "node:http";
import { Agent, request } from "undici";
import { openStorage } from "../../src/db/storage.ts";
import { openRaw, prepareCommits } from "../raw.ts";

const [databaseUrl = "", dataDir = "", url = ""] = process.argv.slice(2);
const env = { databaseUrl: databaseUrl === "" ? undefined : databaseUrl, dataDir };
const storage = await openStorage(env);
const { commit } = await prepareCommits(await openRaw(env, storage));
const dispatcher = new Agent();
let count = 0;

async function start(): Promise<void> {
  await commit();
  count += 1;
  const headers = { "idempotency-key": String(count) };
  const { body } = await request(url, { dispatcher, method: "POST", headers });
  await body.dump();
}

const server = createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    start().catch((error: unknown) => {
      throw error;
    });
    response.end("{}");
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
