package io.slipway.activity;

import java.io.IOException;

/// A format in which audit rows leave.
interface AuditWriter {

    default void begin() throws IOException {}

    void write(AuditEntry entry) throws IOException;
}
