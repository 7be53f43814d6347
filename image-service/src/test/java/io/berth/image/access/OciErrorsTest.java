package io.berth.image.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.berth.image.oci.RegistryException;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OciErrorsTest {

    @Test
    void aDatabaseThatIsAwayIsUnavailableAndWorthAnotherTry() {
        var answer = answer(new IllegalStateException(new SQLException("in recovery mode", "57P03")));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void whatNobodyExpectedIsUnknown() {
        assertThat(answer(new IllegalStateException(new SQLException("division by zero", "22012")))
                        .status())
                .isEqualTo(500);
    }

    private static RegistryException answer(RuntimeException failure) {
        var call = (InvocationContext) Proxy.newProxyInstance(
                OciErrorsTest.class.getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "proceed" -> throw failure;
                    case "getMethod" -> Object.class.getMethod("toString");
                    default -> null;
                });
        return catchThrowableOfType(RegistryException.class, () -> new OciErrors().translate(call));
    }
}
