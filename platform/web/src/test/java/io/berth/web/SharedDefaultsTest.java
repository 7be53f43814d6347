package io.berth.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** What a service in production is configured with when all it has is its name, its role and its secrets. */
class SharedDefaultsTest {
    private static Config production(Map<String, String> more) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addPropertiesSources()
                .withProfile("prod")
                .withSources(new PropertiesConfigSource(more, "service", 400))
                .build();
    }

    private static final Map<String, String> SECRETS = Map.of(
            "quarkus.datasource.username", "scaler",
            "berth.kafka.password", "k4fka",
            "berth.db.password", "d4tabase",
            "berth.jwt.public-key", "-----BEGIN PUBLIC KEY-----");

    @Test
    void theSecretsReachTheirConsumers() {
        var config = production(SECRETS);

        assertThat(config.getValue("kafka.security.protocol", String.class)).isEqualTo("SASL_PLAINTEXT");
        assertThat(config.getValue("kafka.sasl.jaas.config", String.class))
                .isEqualTo("org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"scaler\" password=\"k4fka\";");
        assertThat(config.getValue("quarkus.datasource.password", String.class)).isEqualTo("d4tabase");
        assertThat(config.getValue("mp.jwt.verify.publickey", String.class)).startsWith("-----BEGIN");
    }

    @Test
    void aUserOfItsOwnMayBeNamed() {
        var config = production(Map.of("berth.kafka.user", "watch", "quarkus.datasource.username", "console"));

        assertThat(config.getValue("kafka.sasl.jaas.config", String.class)).contains("username=\"watch\"");
    }
}
