package io.berth.function.instance;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/**
 * Counts the starts of this service; written on each container. What an instance was doing is known to the process that
 * started it alone, so containers of an earlier one are taken away. Those of a later one are let be.
 */
@ApplicationScoped
class Epoch {
    private final AgroalDataSource database;
    private volatile long number;

    Epoch(AgroalDataSource database) {
        this.database = database;
    }

    synchronized long number() {
        if (number == 0) {
            number = next();
        }
        return number;
    }

    private long next() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select nextval('instance_epoch')")) {
            answer.next();
            return answer.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("no epoch", e);
        }
    }
}
