// What Node is told before anything large is loaded.
import { enableCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";

// V8 sees that most of what the first runs make lives on for a while, and from then on makes such objects among the old
// ones, where each of them also keeps alive whatever it points to. Events and scopes live for milliseconds.
setFlagsFromString("--no-allocation-site-pretenuring");

// Compiled modules are kept between starts, which nearly halves the time to listen. Node writes them at an orderly end;
// whoever may be killed before says so once everything is loaded.
enableCompileCache();
