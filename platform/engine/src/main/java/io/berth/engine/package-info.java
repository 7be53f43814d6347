/**
 * Docker hosts as typed things: what a service may ask of an engine ({@link io.berth.engine.Engine}), what it may put
 * there ({@link io.berth.engine.ContainerSpec}, {@link io.berth.engine.NetworkSpec}, …), what the engine says about it,
 * and the loop that keeps the two alike ({@link io.berth.engine.ReconcileLoop}, explained in {@code DESIGN.md} beside it).
 *
 * <p>Only this module speaks the Docker Engine API. Guard-rails ({@link io.berth.engine.GuardRails}) are applied here and
 * nowhere else, so nothing that a user sends can become a privileged container, a bind mount or a foreign object.
 *
 * <p>Tests: {@code io.berth.engine.fake.FakeEngine} is in the main jar. {@code EngineContract}, the abstract JUnit class
 * that every engine passes, is in the test jar: depend on {@code io.berth:berth-engine} with
 * {@code <type>test-jar</type><scope>test</scope>}.
 */
package io.berth.engine;
