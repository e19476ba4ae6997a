package io.slipway.content;

import io.slipway.content.RepositoryDeletionSql.Part;
import io.slipway.work.Operation;
import io.slipway.work.OperationRunner;
import io.slipway.work.OperationStep;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.node.ObjectNode;

/// What follows a deletion: uploads end, and what it takes is added up blob by blob, exactly.
class RepositoryDeletionRunner implements OperationRunner {

    private static final int UPLOADS = 200;
    private static final int BLOBS = 2_000;

    private final String kind;
    private final boolean many;
    private final RepositoryDeletionSql sql;

    RepositoryDeletionRunner(String kind, boolean many, RepositoryDeletionSql sql) {
        this.kind = kind;
        this.many = many;
        this.sql = sql;
    }

    @Configuration
    static class Runners {

        @Bean
        RepositoryDeletionRunner repositoryDeletion(RepositoryDeletionSql sql) {
            return new RepositoryDeletionRunner(RepositoryDeletions.REPOSITORY, false, sql);
        }

        @Bean
        RepositoryDeletionRunner organisationDeletion(RepositoryDeletionSql sql) {
            return new RepositoryDeletionRunner(RepositoryDeletions.ORGANISATION, true, sql);
        }
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public OperationStep step(Operation operation) {
        ObjectNode data = (ObjectNode) operation.data();
        DeletedPlace place = new DeletedPlace(data.path("id").asLong(), many);
        if (!sql.isDeleted(place)) {
            return OperationStep.last(operation.progress().total(), result(data).put("restored", true));
        }
        return switch (operation.progress().phase()) {
            case "" -> count(place, data);
            case "uploads" -> uploads(place, operation, data);
            default -> measure(place, operation, data);
        };
    }

    private OperationStep count(DeletedPlace place, ObjectNode data) {
        data.put("tags", sql.tags(place, false)).put("manifests", sql.manifests(place, false));
        return OperationStep.more("uploads", 0, sql.links(place), data);
    }

    private OperationStep uploads(DeletedPlace place, Operation operation, ObjectNode data) {
        int ended = sql.cancelUploads(place, UPLOADS);
        add(data, "uploads", ended);
        return OperationStep.more(
                ended < UPLOADS ? "measuring" : "uploads",
                0,
                operation.progress().total(),
                data);
    }

    private OperationStep measure(DeletedPlace place, Operation operation, ObjectNode data) {
        Part part = sql.measure(place, data.path("after").asLong(), BLOBS);
        add(data, "blobs", part.blobs());
        add(data, "bytes", part.bytes());
        add(data, "freed", part.freed());
        long done = operation.progress().done() + part.blobs();
        if (part.blobs() < BLOBS) {
            return OperationStep.last(done, result(data));
        }
        data.put("after", part.blobId());
        return OperationStep.more(
                "measuring", done, Math.max(done, operation.progress().total()), data);
    }

    private static void add(ObjectNode data, String name, long more) {
        data.put(name, data.path(name).asLong() + more);
    }

    /// What everybody may see who sees the operation.
    private static ObjectNode result(ObjectNode data) {
        ObjectNode result = data.deepCopy();
        result.remove("id");
        result.remove("after");
        return result;
    }
}
