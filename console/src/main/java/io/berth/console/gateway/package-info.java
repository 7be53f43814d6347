/** The way from the console to the services: a reverse proxy that carries the caller's own token, and their health. */
package io.berth.console.gateway;
