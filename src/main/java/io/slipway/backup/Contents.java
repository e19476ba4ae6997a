package io.slipway.backup;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What an archive holds and where it came from: its file `contents.json`, the last one that is written.
///
/// @param format     of the archive; a reader refuses those it does not know
/// @param product    the version of the program that wrote it
/// @param schema     the migration up to which the tables were
/// @param postgres   the version of the database server
/// @param takenAt    the moment that the rows show, in UTC
/// @param masterKey  fingerprint of the key that the secrets in the rows are sealed with
/// @param secrets    names of files of the data folder's `secrets` that are inside
record Contents(
        int format,
        String product,
        String schema,
        String postgres,
        String takenAt,
        UUID instance,
        String masterKey,
        List<Store> stores,
        List<Table> tables,
        List<Partition> partitions,
        List<Sequence> sequences,
        List<File> secrets) {

    static final int FORMAT = 1;

    /// The store with the bytes, as the database knew it then.
    record Store(short id, UUID identity, long generation) {}

    /// @param columns without those that the database computes
    /// @param file    with the rows as `COPY` writes them
    record Table(String schema, String name, List<String> columns, File file, long rows) {

        String title() {
            return schema + "." + name;
        }
    }

    /// Of a table in parts by time: from when on, and before when.
    record Partition(String schema, String name, String parent, String from, String to) {}

    /// @param last the number it gave last
    record Sequence(String schema, String name, long last) {}

    /// @param sha256 of its bytes, in hexadecimal digits
    record File(String path, long bytes, String sha256) {}

    /// All that migrations make; that of their own list, too.
    List<String> schemas() {
        return Stream.concat(tables.stream().map(Table::schema), Stream.of("work"))
                .distinct()
                .toList();
    }

    long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
