package io.slipway.inspection;

import io.slipway.inspection.LayerWorkSql.Claim;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes the rows of one layer in batches; nobody sees them before the layer is read.
class LayerRows {

    /// Another replica took the layer over.
    static class LostException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    private static final int ROWS = 1_000;
    private static final int TEXT = 1 << 20;

    private final LayerWorkSql sql;
    private final Claim claim;
    private final Map<EntryPath, LayerEntry> batch = new LinkedHashMap<>();
    private long text;

    LayerRows(LayerWorkSql sql, Claim claim) {
        this.sql = sql;
        this.claim = claim;
    }

    void add(LayerEntry entry) {
        batch.merge(entry.path(), entry, LayerEntry::then);
        text += entry.length();
        if (batch.size() >= ROWS || text > TEXT) {
            write();
        }
    }

    void write() {
        if (!batch.isEmpty() && !sql.add(claim, batch.values())) {
            throw new LostException();
        }
        batch.clear();
        text = 0;
    }
}
