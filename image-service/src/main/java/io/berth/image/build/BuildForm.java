package io.berth.image.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.web.PlatformError;
import io.berth.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.RequestContext;

/** Reads {@code multipart/form-data} as it arrives: the context goes to its file, the other fields are short texts. */
@ApplicationScoped
class BuildForm {
    private static final String CONTEXT = "context";
    private static final Set<String> FIELDS =
            Set.of("tag", "dockerfile", "buildArgs", "target", "platforms", "pull", "labels");
    private static final int LONGEST_FIELD = 64 * 1024;

    private final ObjectMapper json;
    private final BuildsConfig config;

    BuildForm(ObjectMapper json, BuildsConfig config) {
        this.json = json;
        this.config = config;
    }

    /** @param contextBytes of the archive as it was sent */
    record Sent(CreateBuild wanted, long contextBytes) {}

    /** @param context where the archive is to be */
    Sent read(InputStream body, String contentType, Path context) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        long bytes = -1;
        try {
            var parts = new FileUpload().getItemIterator(request(body, contentType));
            while (parts.hasNext()) {
                var part = parts.next();
                var name = part.getFieldName() == null ? "" : part.getFieldName();
                if (name.equals(CONTEXT) && bytes < 0) {
                    bytes = context(part, context);
                } else if (name.equals(CONTEXT) || fields.containsKey(name)) {
                    throw new ProblemException(PlatformError.DUPLICATE_FIELD, "The form has " + name + " twice.");
                } else if (FIELDS.contains(name)) {
                    fields.put(name, text(part));
                } else {
                    throw new ProblemException(
                            PlatformError.UNKNOWN_FIELD,
                            "The form has a field that is not known.",
                            "Known are context, "
                                    + String.join(", ", FIELDS.stream().sorted().toList()) + ".");
                }
            }
        } catch (FileUploadException | IOException e) {
            throw new ProblemException(PlatformError.MALFORMED_BODY, "The form cannot be read to its end.").causedBy(e);
        }
        if (bytes < 0) {
            throw ProblemException.invalidField(CONTEXT, "must be there: a tar archive");
        }
        return new Sent(wanted(fields), bytes);
    }

    private long context(FileItemStream part, Path to) throws IOException {
        try (var in = part.openStream()) {
            return ContextArchive.store(in, to, config.context().asLongValue());
        }
    }

    private static String text(FileItemStream part) throws IOException {
        try (var in = part.openStream()) {
            var bytes = in.readNBytes(LONGEST_FIELD + 1);
            if (bytes.length > LONGEST_FIELD) {
                throw ProblemException.invalidField(part.getFieldName(), "has at most " + LONGEST_FIELD + " bytes");
            }
            return new String(bytes, UTF_8);
        }
    }

    private CreateBuild wanted(Map<String, String> fields) {
        var platforms = fields.getOrDefault("platforms", "");
        return new CreateBuild(
                fields.get("tag"),
                fields.get("dockerfile"),
                texts("buildArgs", fields.get("buildArgs")),
                fields.get("target"),
                platforms.isBlank() ? List.of() : List.of(platforms.strip().split("\\s*,\\s*", -1)),
                pull(fields.get("pull")),
                texts("labels", fields.get("labels")),
                null,
                null,
                null);
    }

    private static Boolean pull(String text) {
        return switch (text == null ? "" : text) {
            case "" -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalidField("pull", "is true or false");
        };
    }

    private Map<String, String> texts(String field, String object) {
        if (object == null || object.isBlank()) {
            return Map.of();
        }
        try {
            Map<String, String> texts = json.readerForMapOf(String.class).readValue(object);
            return texts == null ? Map.of() : texts;
        } catch (JsonProcessingException e) {
            throw ProblemException.invalidField(field, "is a JSON object of texts")
                    .causedBy(e);
        }
    }

    private static RequestContext request(InputStream body, String contentType) {
        return new RequestContext() {
            @Override
            public String getCharacterEncoding() {
                return UTF_8.name();
            }

            @Override
            public String getContentType() {
                return contentType;
            }

            @Override
            @Deprecated
            public int getContentLength() {
                return -1;
            }

            @Override
            public InputStream getInputStream() {
                return body;
            }
        };
    }
}
