package io.berth.test.gadget;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/** Takes a key from a request that is still at work, as a repetition does that thinks it dead. */
@ApplicationScoped
class GadgetThief {
    private final AgroalDataSource database;

    GadgetThief(AgroalDataSource database) {
        this.database = database;
    }

    void take(String key) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (var connection = database.getConnection();
                    var update = connection.prepareStatement("update idempotency set claim = 'thief' where key = ?")) {
                update.setString(1, key);
                update.executeUpdate();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
