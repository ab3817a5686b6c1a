FROM node:24-bookworm-slim AS build
WORKDIR /app
RUN npm install --global pnpm@12
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY packages/shared/package.json packages/shared/
COPY packages/steps/package.json packages/steps/
COPY packages/templates/package.json packages/templates/
COPY e2e/package.json e2e/
RUN pnpm install --frozen-lockfile
COPY . .
# Installed anew from the store rather than pruned: pruning would leave the packages of the build on the disk.
RUN pnpm --filter @worktrail/web --filter @worktrail/server build \
 && rm -rf node_modules */node_modules */*/node_modules \
 && pnpm install --frozen-lockfile --offline --prod --filter @worktrail/server...

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4700 WORKTRAIL_DATA=/data
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4700
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4700/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "apps/server/dist/worktrail.js"]
CMD ["serve"]
