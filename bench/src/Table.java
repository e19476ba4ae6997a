import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The samples of all rounds, and the Markdown that is made of them.
final class Table {

    private record Row(Scenario scenario, boolean close, List<Load.Sample> slipway, List<Load.Sample> reference) {}

    private final List<Row> rows = new ArrayList<>();
    private final List<String> memory = new ArrayList<>();

    void add(Scenario scenario, boolean close, Load.Sample slipway, Load.Sample reference) {
        var row = rows.stream()
                .filter(known -> known.scenario().equals(scenario) && known.close() == close)
                .findFirst()
                .orElseGet(() -> {
                    rows.add(new Row(scenario, close, new ArrayList<>(), new ArrayList<>()));
                    return rows.getLast();
                });
        row.slipway().add(slipway);
        row.reference().add(reference);
    }

    void addPlain(String what, double slipway, double database, double reference, String unit) {
        memory.add("| %s | %s | %s | %s |"
                .formatted(what, told(slipway, unit), told(database, unit), told(reference, unit)));
    }

    String markdown() {
        var text = new StringBuilder("""
                | what | connection | Slipway | reference | ratio | p99 ms | CPU: Slipway + database | CPU: reference |
                |---|---|---|---|---|---|---|---|
                """);
        for (var close : List.of(false, true)) {
            rows.stream().filter(row -> row.close() == close).forEach(row -> text.append(line(row)));
        }
        text.append("""

                | what | Slipway | its PostgreSQL | reference |
                |---|---|---|---|
                """);
        memory.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// The ratio is the median of the rounds' ratios: both servers ran within seconds of each other.
    private static String line(Row row) {
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < row.slipway().size(); round++) {
            ratios.add(
                    row.slipway().get(round).rate() / row.reference().get(round).rate());
        }
        return "| %s | %s | %s | %s | **%s×** | %s / %s | %s + %s %s | %s |\n"
                .formatted(
                        row.scenario().name(),
                        row.close() ? "new" : "kept",
                        rate(row.scenario(), row.slipway()),
                        rate(row.scenario(), row.reference()),
                        number(Load.median(ratios)),
                        number(median(row.slipway(), Load.Sample::p99)),
                        number(median(row.reference(), Load.Sample::p99)),
                        number(cost(row.scenario(), row.slipway(), false)),
                        number(cost(row.scenario(), row.slipway(), true)),
                        inBytes(row.scenario()) ? "s/GB" : "ms",
                        number(cost(row.scenario(), row.reference(), false)));
    }

    private static String rate(Scenario scenario, List<Load.Sample> samples) {
        var rate = median(samples, Load.Sample::rate);
        if (scenario.megabytes() == 0) {
            return number(rate) + "/s";
        }
        var bytes = number(rate * scenario.megabytes() * 1.048576) + " MB/s";
        return inBytes(scenario) ? bytes : number(rate) + "/s (" + bytes + ")";
    }

    /// CPU-seconds per GB for what carries weight, else CPU-milliseconds for one.
    private static double cost(Scenario scenario, List<Load.Sample> samples, boolean ofDatabase) {
        return median(samples, sample -> {
            var one = (ofDatabase ? sample.cpu().database() : sample.cpu().program()) / sample.count();
            return inBytes(scenario) ? one / (scenario.megabytes() * 1.048576) : one;
        });
    }

    private static boolean inBytes(Scenario scenario) {
        return scenario.megabytes() >= 1;
    }

    private static double median(List<Load.Sample> samples, java.util.function.ToDoubleFunction<Load.Sample> of) {
        return Load.median(samples.stream().map(of::applyAsDouble).toList());
    }

    private static String told(double value, String unit) {
        return Double.isNaN(value) ? "–" : number(value) + " " + unit;
    }

    private static String number(double value) {
        var digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
