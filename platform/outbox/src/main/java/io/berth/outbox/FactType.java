package io.berth.outbox;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Type and topic of a {@link DomainEvent}. */
@Retention(RUNTIME)
@Target(TYPE)
public @interface FactType {

    /** CloudEvents type, {@code io.berth.<resource>.<past tense>.v1}. */
    String value();

    /** Kafka topic, {@code berth.<service>}. */
    String topic();
}
