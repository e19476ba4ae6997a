package io.slipway.activity;

import io.slipway.activity.AuditLog.Format;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// The audit log as files. That somebody took one is in the log, too.
@Service
public class AuditExports {

    private final AuditLog log;
    private final Outbox outbox;

    AuditExports(AuditLog log, Outbox outbox) {
        this.log = log;
        this.outbox = outbox;
    }

    /// All that the filter finds, as it is read: a slow reader holds neither memory nor a connection.
    public void write(AuditFilter filter, Writer writer, Format format) throws IOException {
        Event event = Event.of("audit.export").with("format", format.name().toLowerCase(Locale.ROOT));
        event = filter.namespaceId().map(event::in).orElse(event);
        event = filter.repositoryId().map(event::on).orElse(event);
        event = with(event, "actor", filter.actor());
        event = with(event, "action", filter.action());
        event = with(event, "target", filter.target());
        event = with(event, "result", filter.result());
        event = with(event, "from", filter.from());
        outbox.publishLater(with(event, "to", filter.to()));
        log.export(filter, writer, format);
    }

    private static Event with(Event event, String key, Optional<?> value) {
        return value.map(it -> event.with(key, it.toString())).orElse(event);
    }
}
