/**
 * Everything that knows HAProxy: its configuration language, its runtime API, its statistics. Nothing here decides; callers
 * say what they want in records and get records back. Facts are those of HAProxy 3.0.
 */
package io.berth.balancer.haproxy;
