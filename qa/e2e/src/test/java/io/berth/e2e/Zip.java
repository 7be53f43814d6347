package io.berth.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A small function's code: it greets, or fails when it is asked to. */
final class Zip {

    private static final Map<String, String> CODE = Map.of("nodejs24.x", """
            exports.handler = async (event) => {
              if (event.fail) throw new Error("as asked");
              return { hello: event.name };
            };
            """, "python3.13", """
            def handler(event, context):
                if event.get("fail"):
                    raise ValueError("as asked")
                return {"hello": event["name"]}
            """);

    private Zip() {}

    static Map<String, Object> nodeFunction(String name) {
        return function(name, "nodejs24.x", "index.js", "index.handler");
    }

    static Map<String, Object> function(String name, String runtime, String file, String handler) {
        return Map.of(
                "name", name,
                "runtime", runtime,
                "handler", handler,
                "timeout", "10s",
                "code", Map.of("zip", of(file, CODE.get(runtime))));
    }

    /** An archive of one file, in base 64 as the API takes it. */
    static String of(String file, String content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(file));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
