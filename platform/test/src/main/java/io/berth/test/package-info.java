/**
 * What tests of every service need: real PostgreSQL and Kafka, tokens, engines in memory, and the two suites that walk
 * all endpoints of the running application.
 */
package io.berth.test;
