package io.berth.console.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads the stream of facts, as server-sent events, as they come. */
final class StreamReader implements AutoCloseable {

    record Event(String id, String name, JsonNode data) {}

    final List<Event> events = new CopyOnWriteArrayList<>();
    final List<String> comments = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> answer;
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean ended;
    private volatile String lastId;

    /** Opens the console's stream; the query begins with {@code ?}, or is empty. */
    StreamReader(String query, String token, Map<String, String> headers) throws Exception {
        var address = "http://127.0.0.1:" + RestAssured.port + "/v1/events" + query;
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        headers.forEach(request::header);
        answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    answer.statusCode() + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        Thread.ofVirtual().start(this::read);
    }

    /** What a browser would send as Last-Event-ID. */
    String lastId() {
        return lastId;
    }

    boolean ended() {
        return ended;
    }

    List<String> subjects() {
        return events.stream()
                .map(event -> event.data().path("subject").asText())
                .toList();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private void read() {
        var json = new ObjectMapper();
        List<String> data = new ArrayList<>();
        String id = null;
        String name = null;
        try (var lines = new Scanner(answer.body(), StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (line.startsWith(":")) {
                    comments.add(line.substring(1).trim());
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).trim();
                    lastId = id;
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).trim();
                } else if (line.startsWith("data:")) {
                    data.add(line.substring(5));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(id, name, json.readTree(String.join("\n", data))));
                    data.clear();
                }
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            ended = true;
        }
    }
}
