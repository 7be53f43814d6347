/** How the suite is: each service's own readiness, asked over HTTP. */
package io.berth.cli.status;
