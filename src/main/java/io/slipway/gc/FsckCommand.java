package io.slipway.gc;

import io.slipway.content.CheckReport;
import io.slipway.content.CheckReport.Found;
import io.slipway.content.StoreCheck;
import io.slipway.content.StoreCheck.Wish;
import io.slipway.work.Command;
import io.slipway.work.CommandLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// `fsck`: checks database and store against each other. Exit code 0: nothing was found, 1: something was, 2: it could
/// not look.
@Component
class FsckCommand implements Command {

    static final int CLEAN = 0;
    static final int FOUND = 1;

    private static final String DEEP = "--deep";
    private static final String REPAIR = "--repair";
    private static final String ACCEPT = "--accept";
    private static final String USAGE = """
            fsck [--deep] [--repair] [--accept]
              --deep    reads all bytes and compares them with their digests
              --repair  repairs what can be repaired without losing anything
              --accept  says that database and store go together from now on: collection goes on
            """;

    private final StoreCheck check;
    private final GarbageCollector collector;

    FsckCommand(StoreCheck check, GarbageCollector collector) {
        this.check = check;
        this.collector = collector;
    }

    @Override
    public String name() {
        return "fsck";
    }

    @Override
    public int run(List<String> options, PrintStream out) {
        if (!Set.of(DEEP, REPAIR, ACCEPT).containsAll(options)) {
            out.print(USAGE);
            return CommandLine.CANNOT_RUN;
        }
        Optional<String> refusal = check.age();
        CheckReport report = check.run(new Wish(options.contains(DEEP), options.contains(REPAIR)));
        print(report, out);
        boolean accepted = options.contains(ACCEPT) && refusal.isPresent();
        refusal.ifPresent(out::println);
        if (accepted) {
            collector.acceptStore();
            out.println("Accepted: collection goes on.");
        }
        boolean clean = report.found().stream().allMatch(it -> it.fault().isNote());
        out.println(verdict(report, clean));
        return clean && (refusal.isEmpty() || accepted) ? CLEAN : FOUND;
    }

    private static String verdict(CheckReport report, boolean clean) {
        if (clean) {
            return "Nothing is wrong.";
        }
        boolean mended = report.found().stream().allMatch(it -> it.fault().isNote() || it.count() == it.repaired());
        return mended ? "What was wrong is repaired." : "Something is wrong.";
    }

    private static void print(CheckReport report, PrintStream out) {
        out.printf(
                "Checked %,d blobs of %,d bytes, %,d objects in the store, %,d manifests.%n",
                report.blobs(), report.bytes(), report.objects(), report.manifests());
        if (!report.found().isEmpty()) {
            out.printf("%n%10s %10s  %s%n", "FOUND", "REPAIRED", "WHAT");
        }
        for (Found found : report.found()) {
            out.printf(
                    "%,10d %,10d  %s%n",
                    found.count(), found.repaired(), found.fault().words());
            found.names().forEach(name -> out.println(" ".repeat(26) + name));
            if (found.count() > found.names().size()) {
                out.printf(
                        "%s… and %,d more%n",
                        " ".repeat(26), found.count() - found.names().size());
            }
        }
    }
}
