// What the scripts of the project know: they are plain JavaScript, so that they run before anything is installed.
type Toolchain = { ROOT: string; prepare(): string; buildWeb(node: string): void };
type Browsers = { findBrowser(node: string): string };

const folder = new URL("../../../../scripts/", import.meta.url);
const toolchain: Toolchain = await import(new URL("toolchain.mjs", folder).href);
const browsers: Browsers = await import(new URL("browser.mjs", folder).href);

export const { ROOT, prepare, buildWeb } = toolchain;
export const { findBrowser } = browsers;
