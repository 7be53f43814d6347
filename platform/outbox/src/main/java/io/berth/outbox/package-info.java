/**
 * Facts between services: appended in the transaction of the state they tell about ({@link io.berth.outbox.Outbox}), put
 * on Kafka as CloudEvents by one relay per database, and taken by {@link io.berth.outbox.FactHandler}s once, in order per
 * key; states of others as local tables ({@link io.berth.outbox.Projections}); lossy telemetry
 * ({@link io.berth.outbox.MetricPublisher}). DESIGN.md beside the module says why it is as it is.
 */
package io.berth.outbox;
