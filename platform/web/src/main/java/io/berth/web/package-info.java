/**
 * What every HTTP API of Berth has in common: problem details, resources and their pages, entity tags and merge
 * patches, waiting for a status, idempotency keys, the caller and the tenant.
 *
 * <p>Services depend on the public types; the filters, mappers and resolvers that make the conventions hold are
 * package-private and active by being on the class path. What a service has to know:
 *
 * <ul>
 *   <li>The defaults in {@code META-INF/microprofile-config.properties} reach a service from this library, those that
 *       Quarkus reads at build time included (tenancy, lazy authentication, Flyway's locations).
 *   <li>An endpoint that answers with a {@code Uni} needs {@code @Blocking} and {@code @RunOnVirtualThread}; with the
 *       latter alone it runs on the event loop as soon as it has a JSON body.
 *   <li>Hibernate filters by project everything but native SQL.
 *   <li>Filters exist before the application's configuration does: they reach it through beans with a client proxy.
 * </ul>
 */
package io.berth.web;
