package io.slipway.content;

import java.util.Optional;
import org.springframework.stereotype.Service;

/// Compares the database with the store, both ways, beside a server at work: what looks wrong is looked at again, since
/// it may have been under way.
@Service
public class StoreCheck {

    private final StoreGuard guard;
    private final StoreAge age;
    private final BlobCheck blobs;
    private final ObjectCheck objects;
    private final GraphCheck graph;

    StoreCheck(StoreGuard guard, StoreAge age, BlobCheck blobs, ObjectCheck objects, GraphCheck graph) {
        this.guard = guard;
        this.age = age;
        this.blobs = blobs;
        this.objects = objects;
        this.graph = graph;
    }

    /// @param deep   hashes all bytes
    /// @param repair does what can lose nothing: sets blobs aside whose bytes are not right, leaves objects that
    ///               nothing names to collection, and tells collection what it forgot
    public record Wish(boolean deep, boolean repair) {}

    /// Fails when the store is not there or is another database's; otherwise why collection does not trust the two.
    public Optional<String> age() {
        guard.afterSingletonsInstantiated();
        return age.refusal();
    }

    public CheckReport run(Wish wish) {
        CheckReport report = new CheckReport();
        blobs.run(wish, report);
        objects.run(wish, report);
        graph.run(wish, report);
        return report;
    }
}
