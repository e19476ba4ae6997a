package io.slipway.activity;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// RFC 4180, every value in quotes. A value that a spreadsheet would run as a formula gets an apostrophe before it.
final class AuditCsv implements AuditWriter {

    private static final String FORMULA = "=+-@\t\r|%＝＋－＠";

    private final JsonMapper json = JsonMapper.builder().build();
    private final Writer writer;

    AuditCsv(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void begin() throws IOException {
        writer.write(AuditFields.NAMES.stream().map(AuditCsv::quoted).collect(Collectors.joining(",")));
        writer.write("\r\n");
    }

    @Override
    public void write(AuditEntry entry) throws IOException {
        Map<String, Object> fields = AuditFields.of(entry);
        writer.write(AuditFields.NAMES.stream()
                .map(name -> quoted(text(fields.getOrDefault(name, ""))))
                .collect(Collectors.joining(",")));
        writer.write("\r\n");
    }

    private String text(Object value) {
        return value instanceof Map<?, ?> map ? (map.isEmpty() ? "" : json.writeValueAsString(map)) : value.toString();
    }

    static String quoted(String text) {
        String line = text.replaceAll("\\R", " ");
        String harmless = !line.isEmpty()
                        && FORMULA.indexOf(line.stripLeading().concat("x").charAt(0)) >= 0
                ? "'" + line
                : line;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
