/** The configured hosts as CDI beans: engines, the event watch, readiness. */
package io.berth.engine.host;
