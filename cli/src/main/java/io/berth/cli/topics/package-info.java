/** Kafka topics with their retention, and who may write which. */
package io.berth.cli.topics;
