package io.slipway.activity;

import io.slipway.content.Page;
import io.slipway.work.OutboxReader;
import io.slipway.work.StoredEvent;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What happened, newest first. Rows are written once and never changed; they go with their month.
@Service
public class AuditLog implements OutboxReader {

    public enum Format {
        CSV,
        NDJSON
    }

    private static final int BATCH = 1_000;

    private final AuditSql sql;

    AuditLog(AuditSql sql) {
        this.sql = sql;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public void consume(List<StoredEvent> events) {
        sql.insert(events);
    }

    /// @param before where the last page ended
    @Transactional(readOnly = true)
    public Page<AuditEntry> page(AuditFilter filter, Optional<AuditPosition> before, int size) {
        List<AuditEntry> read = sql.page(filter, before, size + 1);
        return read.size() > size ? new Page<>(read.subList(0, size), true) : new Page<>(read, false);
    }

    /// Writes all that the filter finds, a thousand rows at a time: neither memory nor a connection is held while a
    /// slow reader takes them.
    void export(AuditFilter filter, Writer writer, Format format) throws IOException {
        AuditWriter out = switch (format) {
            case CSV -> new AuditCsv(writer);
            case NDJSON -> new AuditNdjson(writer);
        };
        out.begin();
        Optional<AuditPosition> last = Optional.empty();
        List<AuditEntry> batch;
        do {
            batch = sql.page(filter, last, BATCH);
            for (AuditEntry entry : batch) {
                out.write(entry);
                last = Optional.of(entry.position());
            }
        } while (batch.size() == BATCH);
        writer.flush();
    }
}
