/**
 * What every HTTP API of Berth has in common: problem details, resources and their pages, entity tags and merge
 * patches, waiting for a status, idempotency keys, the caller and the tenant.
 *
 * <p>Services depend on the public types; the filters, mappers and resolvers that make the conventions hold are
 * package-private and active by being on the class path.
 */
package io.berth.web;
