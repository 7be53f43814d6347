package io.berth.web;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Where {@code berth.kafka.password} is set, every Kafka client of the process logs in with it (SASL PLAIN) as
 * {@code berth.kafka.user}, by default the service's short name. Nothing else needs to be configured.
 */
public class KafkaCredentials implements ConfigSourceFactory {
    private static final int BELOW_APPLICATION_PROPERTIES = 240;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var password = value(context, "berth.kafka.password");
        if (password.isEmpty()) {
            return List.of();
        }
        var named = value(context, "berth.kafka.user");
        var user = named.isEmpty() ? value(context, "quarkus.application.name").replace("-service", "") : named;
        var login = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
        return List.of(new PropertiesConfigSource(
                Map.of(
                        "kafka.security.protocol", "SASL_PLAINTEXT",
                        "kafka.sasl.mechanism", "PLAIN",
                        "kafka.sasl.jaas.config", login),
                "berth-kafka-credentials",
                BELOW_APPLICATION_PROPERTIES));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(BELOW_APPLICATION_PROPERTIES);
    }

    private static String value(ConfigSourceContext context, String name) {
        var found = context.getValue(name).getValue();
        return found == null ? "" : found.strip();
    }
}
