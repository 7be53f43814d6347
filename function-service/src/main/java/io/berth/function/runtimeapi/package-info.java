/**
 * The listener for instances: the AWS Lambda Runtime API (2018-06-01) and the two calls by which an instance of a pool
 * learns its function. Nothing else is served here, and nobody else is let in.
 */
package io.berth.function.runtimeapi;
