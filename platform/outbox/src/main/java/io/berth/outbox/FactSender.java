package io.berth.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The relay's producer, from the first fact on. One that may write nowhere, as in a service that only reads, is refused its
 * producer id and asks for it again without a pause, which costs the broker half a core.
 */
final class FactSender implements AutoCloseable {

    private final KafkaSettings kafka;
    private KafkaProducer<String, byte[]> producer;

    FactSender(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /** A row that did not arrive. */
    record Failed(OutboxRow row, Throwable cause) {
        SendFailure reach() {
            return SendFailure.of(cause);
        }
    }

    /** What became of a wave; rows in neither list were not tried. */
    record Sent(List<Long> acknowledged, List<Failed> failed) {
        boolean brokerAway() {
            return failed.stream().anyMatch(one -> one.reach() == SendFailure.BROKER);
        }
    }

    Sent send(List<OutboxRow> wave) {
        if (producer == null) {
            producer = kafka.factProducer();
        }
        var tried = new ArrayList<OutboxRow>(wave.size());
        var inFlight = new ArrayList<Future<RecordMetadata>>(wave.size());
        Set<String> unusable = new HashSet<>();
        for (var row : wave) {
            if (unusable.contains(row.topic())) {
                continue;
            }
            var future = sendOne(row);
            tried.add(row);
            inFlight.add(future);
            if (future.isDone() && future.state() == Future.State.FAILED) {
                var reach = SendFailure.of(future.exceptionNow());
                if (reach == SendFailure.BROKER) {
                    // A lost broker blocks each send for max.block.ms: one is enough to know.
                    break;
                }
                if (reach == SendFailure.TOPIC) {
                    unusable.add(row.topic());
                }
            }
        }
        return outcome(tried, inFlight);
    }

    private static Sent outcome(List<OutboxRow> tried, List<Future<RecordMetadata>> inFlight) {
        var sent = new Sent(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < inFlight.size(); i++) {
            try {
                inFlight.get(i).get();
                sent.acknowledged().add(tried.get(i).seq());
            } catch (ExecutionException e) {
                sent.failed().add(new Failed(tried.get(i), e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                sent.failed().add(new Failed(tried.get(i), e));
                return sent;
            }
        }
        return sent;
    }

    private Future<RecordMetadata> sendOne(OutboxRow row) {
        try {
            return producer.send(FactRecords.of(row, kafka.source()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
