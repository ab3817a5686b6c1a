// Parts that load lazily take longer than a second on a busy machine; waiting ends as soon as they are there.
if (typeof document !== "undefined") {
  const { configure } = await import("@testing-library/react");
  configure({ asyncUtilTimeout: 10_000 });
}

export {};
