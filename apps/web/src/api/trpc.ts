import { createTRPCClient, httpLink } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@worktrail/server/trpc/app-router";
import { queryClient } from "./query-client.ts";

/** Direct calls, outside of components: `trpcClient.runs.events.query({ … })`. */
export const trpcClient = createTRPCClient<AppRouter>({ links: [httpLink({ url: "/trpc" })] });

/** In components: `useQuery(trpc.segments.list.queryOptions())`, `useMutation(trpc.runs.start.mutationOptions())`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });

export type ApiInputs = inferRouterInputs<AppRouter>;
export type ApiOutputs = inferRouterOutputs<AppRouter>;
