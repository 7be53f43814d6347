package io.berth.qa.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the services offer is what {@code contracts/openapi} says, so that a changed API shows in a review. */
class OpenApiDocumentsTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    @TestFactory
    Stream<DynamicTest> theCommittedDocumentsAreTheServicesOwn() throws IOException {
        try (var modules = Files.list(WrittenDocument.ROOT)) {
            return modules
                    .filter(module -> Files.exists(module.resolve("src/main/resources/application.properties")))
                    .sorted()
                    .toList()
                    .stream()
                    .map(module -> dynamicTest(service(module), () -> compare(module)));
        }
    }

    private static void compare(Path module) throws IOException {
        var built = module.resolve("target/openapi/openapi.json");
        assertThat(built)
                .as("the document that the build of %s writes: run mvn -pl %1$s package", module.getFileName())
                .exists();
        new WrittenDocument(Path.of("contracts", "openapi", service(module) + ".json"))
                .mustBe(stable(Files.readString(built)), "OpenApiDocumentsTest");
    }

    private static String service(Path module) {
        return module.getFileName().toString().replace("-service", "");
    }

    /** Sorted, so that the order in which classes are found does not matter, and without the addresses of the build. */
    private static String stable(String document) throws IOException {
        @SuppressWarnings("unchecked")
        Map<String, Object> tree = JSON.readValue(document, Map.class);
        tree.remove("servers");
        var indent = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        return JSON.writer(printer).writeValueAsString(tree) + "\n";
    }
}
