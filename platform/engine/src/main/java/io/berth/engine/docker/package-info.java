/**
 * {@link io.berth.engine.Engine} on the Docker Engine API, 1.41 (Engine 20.10) and newer, through docker-java. Nothing
 * outside this package knows docker-java. {@link io.berth.engine.docker.Confinement} is the one place where a container's
 * host configuration is written.
 */
package io.berth.engine.docker;
