import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { queryClient, whenSignedOut } from "./api/query-client.ts";
import { parseCompareSearch } from "./compare/compare-search.ts";
import { localPath } from "./identity/local-path.ts";
import { sessionQuery } from "./identity/session.ts";
import { askAhead } from "./runs/run-ahead.ts";
import { readRunsSearch } from "./runs-list/runs-search.ts";
import { ErrorPage } from "./shell/ErrorPage.tsx";
import { NotFoundPage } from "./shell/NotFoundPage.tsx";
import { hasUnsavedWork } from "./store/unsaved-work.ts";
import { Loading } from "./ui/Loading.tsx";

const rootRoute = createRootRouteWithContext<{ queryClient: typeof queryClient }>()({});

/** A text from the address, or undefined when it is missing or something else. */
function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (
    search: Record<string, unknown>,
  ): { error?: string | undefined; from?: string | undefined } => ({
    error: text(search.error),
    from: localPath(text(search.from)),
  }),
  component: lazyRouteComponent(() => import("./identity/SignInPage.tsx"), "SignInPage"),
});

/** Everything behind the sign-in, inside the shell. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/sign-in", search: { from: location.href }, replace: true });
    return { session };
  },
  component: lazyRouteComponent(() => import("./shell/AppShell.tsx"), "AppShell"),
});

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/segments", replace: true });
  },
});
const segmentsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/segments",
  component: lazyRouteComponent(() => import("./segments/SegmentsPage.tsx"), "SegmentsPage"),
});
const segmentRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/segments/$segmentId",
  validateSearch: (
    search: Record<string, unknown>,
  ): { version?: number | undefined; via?: string | undefined } => ({
    version: wholeNumber(search.version),
    via: text(search.via),
  }),
  component: lazyRouteComponent(() => import("./canvas/SegmentEditorPage.tsx"), "SegmentEditorPage"),
});
const templatesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/templates",
  validateSearch: (
    search: Record<string, unknown>,
  ): { q?: string | undefined; category?: string | undefined } => ({
    q: text(search.q),
    category: text(search.category),
  }),
  component: lazyRouteComponent(() => import("./templates/TemplatesPage.tsx"), "TemplatesPage"),
});
const templateRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/templates/$templateId",
  component: lazyRouteComponent(() => import("./templates/TemplatePage.tsx"), "TemplatePage"),
});
const runsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/runs",
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import("./runs-list/RunsPage.tsx"), "RunsPage"),
});
const compareRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/runs/compare",
  validateSearch: parseCompareSearch,
  loaderDeps: ({ search: { left, right } }) => [left, right].filter((run_id) => run_id !== undefined),
  loader: ({ context, deps, preload }) => {
    if (!preload) askAhead(context.queryClient, deps);
  },
  staleTime: Number.POSITIVE_INFINITY,
  component: lazyRouteComponent(() => import("./compare/ComparePage.tsx"), "ComparePage"),
});
const runRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/runs/$runId",
  validateSearch: (search: Record<string, unknown>): { at?: number | undefined } => ({
    at: wholeNumber(search.at),
  }),
  loader: ({ context, params, preload }) => {
    if (!preload) askAhead(context.queryClient, [params.runId]);
  },
  // The moment that is looked at stands in the address: it changes nothing of what was asked for.
  staleTime: Number.POSITIVE_INFINITY,
  component: lazyRouteComponent(() => import("./runs/RunPage.tsx"), "RunPage"),
});
const inboxRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/inbox",
  validateSearch: (search: Record<string, unknown>): { scope?: string | undefined } => ({
    scope: text(search.scope),
  }),
  component: lazyRouteComponent(() => import("./tasks/InboxPage.tsx"), "InboxPage"),
});
const taskRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/inbox/$taskId",
  validateSearch: (search: Record<string, unknown>): { scope?: string | undefined } => ({
    scope: text(search.scope),
  }),
  component: lazyRouteComponent(() => import("./tasks/TaskPage.tsx"), "TaskPage"),
});

const secretsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings/secrets",
  component: lazyRouteComponent(() => import("./secrets/SecretsPage.tsx"), "SecretsPage"),
});

const retentionRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "/settings/retention",
  component: lazyRouteComponent(() => import("./retention/RetentionPage.tsx"), "RetentionPage"),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    appRoute.addChildren([
      homeRoute,
      segmentsRoute,
      segmentRoute,
      templatesRoute,
      templateRoute,
      runsRoute,
      compareRoute,
      runRoute,
      inboxRoute,
      taskRoute,
      secretsRoute,
      retentionRoute,
    ]),
  ]),
  context: { queryClient },
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  notFoundMode: "root",
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ErrorPage,
});

whenSignedOut(() => {
  // An editor with edits says it itself, with the drawing still in sight.
  if (hasUnsavedWork()) return;
  queryClient.setQueryData(sessionQuery.queryKey, null);
  void router.invalidate();
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
