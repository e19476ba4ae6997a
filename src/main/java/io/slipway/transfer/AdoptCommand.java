package io.slipway.transfer;

import io.slipway.transfer.AdoptionReport.Sum;
import io.slipway.work.Command;
import io.slipway.work.CommandLine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// `adopt`: takes over the folder or bucket of another registry in place. Exit code 0: all was taken,
/// 1: something was not, 2: it could not begin, or not go on.
@Component
class AdoptCommand implements Command {

    static final int ALL = 0;
    static final int NOT_ALL = 1;

    private static final String USAGE = """
            adopt [--dry-run] [--namespace NAME] [--owner USER] [--public] [--trust] [--tagged]
                [--only PATTERN]…
              Takes over what registry:2 or registry:3 stored in the folder or bucket that is set up here. No blob is
              copied; it can be ended and begun again. That registry is to be stopped, or read-only.
              --dry-run    only says what would be done
              --namespace  for names of one part, and those that begin with what can be no namespace
              --owner      makes repositories and organisations; else the first administrator
              --public     new repositories can be pulled by everybody
              --trust      does not read blobs to compare them with their digests
              --tagged     leaves out what no tag reaches
              --only       takes repositories of these names, with * for anything
            """;

    private static final long TELL = Duration.ofSeconds(5).toNanos();

    private final Adoption adoption;

    AdoptCommand(Adoption adoption) {
        this.adoption = adoption;
    }

    @Override
    public String name() {
        return "adopt";
    }

    @Override
    public int run(List<String> options, PrintStream out) {
        Optional<AdoptionWish> wish = AdoptionWish.parse(options);
        if (wish.isEmpty()) {
            out.print(USAGE);
            return CommandLine.CANNOT_RUN;
        }
        long[] told = {System.nanoTime()};
        AdoptionReport report = new AdoptionReport(now -> {
            if (System.nanoTime() - told[0] > TELL) {
                told[0] = System.nanoTime();
                tell(now, out);
            }
        });
        adoption.run(wish.get(), report);
        print(report, wish.get().dryRun(), out);
        return report.get(Sum.LEFT) == 0 ? ALL : NOT_ALL;
    }

    private static void tell(AdoptionReport now, PrintStream out) {
        out.printf(
                "%,d repositories, %,d manifests, %,d blobs, %,d bytes read …%n",
                now.get(Sum.REPOSITORIES), now.get(Sum.MANIFESTS), now.get(Sum.BLOBS), now.get(Sum.READ));
        out.flush();
    }

    private static void print(AdoptionReport report, boolean dryRun, PrintStream out) {
        out.printf(
                "%s %,d manifests, %,d tags, and %,d blobs of %,d bytes; looked at %,d repositories.%n",
                dryRun ? "Would take" : "Took",
                report.get(Sum.MANIFESTS),
                report.get(Sum.TAGS),
                report.get(Sum.BLOBS),
                report.get(Sum.BYTES),
                report.get(Sum.REPOSITORIES));
        if (report.get(Sum.KNOWN) > 0) {
            out.printf("%,d manifests were here before.%n", report.get(Sum.KNOWN));
        }
        if (report.get(Sum.KEPT) > 0) {
            out.printf("%,d manifests and tags stay as they were changed here.%n", report.get(Sum.KEPT));
        }
        if (report.get(Sum.UNUSED) > 0) {
            out.printf(
                    "%,d files of %,d bytes are no part of these images, and stay where they are.%n",
                    report.get(Sum.UNUSED), report.get(Sum.UNUSED_BYTES));
        }
        if (report.get(Sum.LEFT) > 0) {
            out.printf("%n%,d could not be taken:%n", report.get(Sum.LEFT));
            report.left().forEach(line -> out.println("  " + line));
            if (report.get(Sum.LEFT) > report.left().size()) {
                out.printf(
                        "  … and %,d more%n",
                        report.get(Sum.LEFT) - report.left().size());
            }
        }
    }
}
