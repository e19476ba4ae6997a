package io.slipway.backup;

import io.slipway.work.CommandCall;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/// What a backup is asked for.
///
/// @param file    that is written; empty: standard output
/// @param blobs   the folder to which blobs are copied
/// @param secrets whether the data folder's secrets go in
record BackupWish(Optional<Path> file, Optional<Path> blobs, boolean secrets) {

    private static final String BLOBS = "--with-blobs";
    private static final String SECRETS = "--with-secrets";
    private static final String OUT = "-";

    /// Empty for what nobody understands.
    static Optional<BackupWish> parse(CommandCall call) {
        String file = "";
        Optional<Path> blobs = Optional.empty();
        boolean secrets = false;
        for (Iterator<String> options = call.options().iterator(); options.hasNext(); ) {
            String option = options.next();
            if (option.equals(SECRETS)) {
                secrets = true;
            } else if (option.equals(BLOBS) && options.hasNext()) {
                blobs = Optional.of(call.path(options.next()));
            } else if (option.startsWith(BLOBS + "=")) {
                blobs = Optional.of(call.path(option.substring(BLOBS.length() + 1)));
            } else if (file.isEmpty() && (option.equals(OUT) || !option.startsWith("-"))) {
                file = option;
            } else {
                return Optional.empty();
            }
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> path = file.equals(OUT) ? Optional.empty() : Optional.of(call.path(file));
        return Optional.of(new BackupWish(path, blobs, secrets));
    }
}
