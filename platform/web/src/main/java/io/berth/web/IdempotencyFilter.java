package io.berth.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.web.IdempotencyStore.Key;
import io.berth.web.IdempotencyStore.Known;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * {@code POST} with an {@code Idempotency-Key} is done once: repeated, it gets the first answer; with another body 422;
 * while the first is running 409. Kept are answers that say what became of the request; one that failed inside Berth
 * without having made anything may be tried again.
 */
@Singleton
class IdempotencyFilter {
    static final String HEADER = "Idempotency-Key";
    private static final String HELD = "berth.idempotency";
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final IdempotencyStore store;
    private final IdempotentRequest current;
    private final Caller caller;
    private final ObjectMapper json;
    private final OfferedPaths offered;
    private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();

    IdempotencyFilter(
            IdempotencyStore store, IdempotentRequest current, Caller caller, ObjectMapper json, OfferedPaths offered) {
        this.store = store;
        this.current = current;
        this.caller = caller;
        this.json = json;
        this.offered = offered;
    }

    private record Held(Key key, String claim) {}

    @ServerRequestFilter
    Optional<Response> claim(ContainerRequestContext request) throws IOException {
        var value = request.getHeaderString(HEADER);
        if (value == null
                || !request.getMethod().equals("POST")
                || caller.subject().equals("anonymous")) {
            return Optional.empty();
        }
        if (!USABLE.matcher(value).matches()) {
            throw new ProblemException(
                    PlatformError.INVALID_PARAMETER, HEADER + " must be 1 to 255 visible ASCII characters.");
        }
        var key =
                new Key(caller.project(), caller.subject(), request.getUriInfo().getPath(), value);
        var attempt = UUID.randomUUID().toString();
        var fingerprint = fingerprint(request);
        if (!store.claim(key, attempt, fingerprint)) {
            return Optional.of(repeated(key, store.find(key), fingerprint));
        }
        request.setProperty(HELD, new Held(key, attempt));
        current.claimed(key, attempt);
        return Optional.empty();
    }

    @ServerResponseFilter
    Uni<Void> keep(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(HELD) instanceof Held held)) {
            return Uni.createFrom().voidItem();
        }
        request.removeProperty(HELD);
        var answer = answer(response);
        return Uni.createFrom()
                .<Void>item(() -> {
                    answer.ifPresentOrElse(
                            first -> store.answer(held.key(), held.claim(), first, true),
                            () -> store.release(held.key(), held.claim()));
                    return null;
                })
                .runSubscriptionOn(writes);
    }

    @PreDestroy
    void stop() {
        writes.shutdown();
    }

    private Response repeated(Key key, Optional<Known> known, String fingerprint) {
        if (known.isPresent() && !known.get().fingerprint().equals(fingerprint)) {
            throw new ProblemException(
                    PlatformError.IDEMPOTENCY_KEY_REUSED,
                    "The key came with another body before.",
                    "Use a new key for a new request.");
        }
        return known.filter(first -> !first.running())
                .flatMap(first -> first.answer().or(() -> first.resource().map(id -> made(key, id))))
                .map(StoredAnswer::replay)
                .orElseThrow(() -> new ProblemException(
                        PlatformError.IDEMPOTENCY_KEY_BUSY,
                        "The first request with this key has no answer yet.",
                        "Repeat it in a moment."));
    }

    private StoredAnswer made(Key key, String id) {
        return StoredAnswer.made(id, offered.item(key.path(), id).orElse(null));
    }

    /** Empty for what is not worth keeping or, as a stream, cannot be. */
    private Optional<StoredAnswer> answer(ContainerResponseContext response) {
        var location = response.getHeaderString(HttpHeaders.LOCATION);
        var status = response.getStatus();
        if (status == 401 || status == 403 || status == 429 || (status >= 500 && location == null)) {
            return Optional.empty();
        }
        try {
            var type = response.getMediaType();
            return Optional.of(new StoredAnswer(
                    status,
                    location,
                    type == null ? "application/json" : type.toString(),
                    response.getHeaderString(HttpHeaders.ETAG),
                    body(response.getEntity())));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    private byte[] body(Object entity) throws JsonProcessingException {
        if (entity == null || entity instanceof byte[]) {
            return (byte[]) entity;
        }
        return json.writeValueAsBytes(entity);
    }

    /** Of the whole JSON body; of anything else its type and length, because it is read as it streams. */
    private static String fingerprint(ContainerRequestContext request) throws IOException {
        var hash = sha256();
        var type = String.valueOf(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
        // A form's boundary is drawn anew for each request.
        hash.update((type.startsWith("multipart/") ? type.split(";", 2)[0] : type).getBytes(UTF_8));
        // Only what the body limit keeps small is gathered: an upload would fill the heap.
        if (BodyLimit.json(type) && request.hasEntity()) {
            var body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            hash.update(body);
        } else {
            hash.update(String.valueOf(request.getLength()).getBytes(UTF_8));
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
