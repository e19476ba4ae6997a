package io.slipway.activity;

import java.io.IOException;
import java.io.Writer;
import tools.jackson.databind.json.JsonMapper;

/// One JSON object a line.
final class AuditNdjson implements AuditWriter {

    private final JsonMapper json = JsonMapper.builder().build();
    private final Writer writer;

    AuditNdjson(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void write(AuditEntry entry) throws IOException {
        writer.write(json.writeValueAsString(AuditFields.of(entry)));
        writer.write('\n');
    }
}
