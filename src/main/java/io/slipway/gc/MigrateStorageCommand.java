package io.slipway.gc;

import io.slipway.content.BlobMoves;
import io.slipway.content.BlobMoves.Moved;
import io.slipway.content.BlobPlaces;
import io.slipway.content.BlobsElsewhere;
import io.slipway.work.Command;
import io.slipway.work.CommandLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// `migrate-storage`: moves all blobs into the store that takes new ones. Exit code 0: all are there, 1: some are not,
/// 2: it could not begin.
@Component("migrate-storageCommand")
class MigrateStorageCommand implements Command {

    static final int MOVED = 0;
    static final int INCOMPLETE = 1;

    private static final String DRY_RUN = "--dry-run";
    private static final String USAGE = """
            migrate-storage [--dry-run]
              Moves blobs from other stores that are set up into the one that slipway.storage.type names. Pushes, pulls
              and collection go on; it can be ended and begun again.
              --dry-run  only says what would be moved
            """;

    private static final long TELL = Duration.ofSeconds(5).toNanos();

    private final BlobPlaces places;
    private final BlobMoves moves;

    MigrateStorageCommand(BlobPlaces places, BlobMoves moves) {
        this.places = places;
        this.moves = moves;
    }

    @Override
    public String name() {
        return "migrate-storage";
    }

    @Override
    public int run(List<String> options, PrintStream out) {
        if (!List.of(DRY_RUN).containsAll(options)) {
            out.print(USAGE);
            return CommandLine.CANNOT_RUN;
        }
        Optional<String> refusal = places.refusal();
        if (refusal.isPresent()) {
            out.println(refusal.get());
            return CommandLine.CANNOT_RUN;
        }
        BlobsElsewhere before = places.left();
        out.printf("%,d blobs of %,d bytes lie in other stores.%n", before.blobs(), before.bytes());
        if (options.contains(DRY_RUN)) {
            return MOVED;
        }
        long[] told = {System.nanoTime()};
        Moved moved = moves.run(now -> {
            if (System.nanoTime() - told[0] > TELL) {
                told[0] = System.nanoTime();
                out.printf(
                        "%,d of %,d blobs, %,d of %,d bytes …%n",
                        now.blobs(), before.blobs(), now.bytes(), before.bytes());
                out.flush();
            }
        });
        return verdict(moved, places.left(), out);
    }

    private static int verdict(Moved moved, BlobsElsewhere left, PrintStream out) {
        out.printf("Moved %,d blobs of %,d bytes.%n", moved.blobs(), moved.bytes());
        if (moved.failed() > 0) {
            out.printf("%,d could not be moved now: the log says why. Run it again.%n", moved.failed());
        }
        if (left.damaged() > 0) {
            out.printf("%,d have wrong bytes and stay; a push of the same layers mends them.%n", left.damaged());
        }
        if (left.uploads() > 0) {
            out.printf("%,d uploads go on where they began: run it again in a day.%n", left.uploads());
        }
        if (left.blobs() == 0 && left.uploads() == 0) {
            out.println("Nothing lies in other stores any more. What was left there goes with slipway.gc.sweep-delay;"
                    + " take their settings away after that.");
            return MOVED;
        }
        return INCOMPLETE;
    }
}
