// One of three pages: the editor, a run as it happens, or plain React Flow; `steps` and `edges` say how much.
import { createRoot } from "react-dom/client";

const query = new URLSearchParams(location.search);
const size = {
  steps: Number(query.get("steps") ?? 1_000),
  edges: Number(query.get("edges") ?? 1_500),
};
const close = query.has("close");

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const page = {
  editor: () => import("./editor-page.tsx").then(({ editorPage }) => editorPage(size)),
  run: () => import("./run-page.tsx").then(({ runPage }) => runPage(size)),
  plain: () => import("./plain-page.tsx").then(({ plainPage }) => plainPage({ ...size, close })),
}[query.get("page") ?? "editor"];
if (!page) throw new Error("?page= is editor, run or plain");

const element = await page();
// What came before is loading code and making the data; opening is what comes now.
performance.mark("data-there");
createRoot(root).render(element);
