// What has to be in place before anything large is loaded.
import { enableCompileCache } from "node:module";

// Compiled modules are kept between starts, which nearly halves the time to listen. Node writes them at an orderly end;
// whoever may be killed before says so once everything is loaded.
enableCompileCache();
