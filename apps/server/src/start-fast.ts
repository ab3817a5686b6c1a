// What has to be in place before anything large is loaded.
import { enableCompileCache } from "node:module";

// Compiled modules are kept between starts, which nearly halves the time to listen.
enableCompileCache();
