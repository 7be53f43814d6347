package io.berth.web;

/**
 * One wrong field of a request.
 *
 * @param field path in the request body with dots and indexes, {@code subnets[0].cidr}; or a parameter's name
 * @param message what is wrong with it, without the value
 */
public record FieldError(String field, String message) {}
