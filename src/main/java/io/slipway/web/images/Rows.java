package io.slipway.web.images;

import io.slipway.content.ImageFacts;
import io.slipway.content.ImageKind;
import io.slipway.content.ImageLayer;
import io.slipway.content.ImageStep;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig.Step;
import io.slipway.web.Language;
import io.slipway.web.Size;
import io.slipway.web.images.ImageView.Area;
import io.slipway.web.images.ImageView.Bar;
import io.slipway.web.images.ImageView.Row;
import io.slipway.web.images.Treemap.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Layers and steps for reading.
///
/// @param language of the reader
/// @param sharing  how many other images have each layer
record Rows(Language language, Map<Digest, Integer> sharing) {

    private static final int BRIEF = 160;
    private static final int FULL = 100;
    private static final long WHOLE = 1000;
    private static final int MAP_WIDTH = 600;
    private static final int MAP_HEIGHT = 300;
    private static final int LABEL_WIDTH = 130;
    private static final int LABEL_HEIGHT = 64;
    /// 24 pixels on a screen of 375.
    private static final int FINGER = 46;

    private static final String TITLE = "org.opencontainers.image.title";

    List<Row> of(ImageFacts facts) {
        long largest = facts.layers().stream().mapToLong(ImageLayer::size).max().orElse(0);
        List<Row> rows = new ArrayList<>();
        int layers = 0;
        for (ImageStep step : facts.steps()) {
            layers += step.layer().isPresent() ? 1 : 0;
            rows.add(row(rows.size() + 1, step, step.layer().isPresent() ? layers : 0, largest, facts.kind()));
        }
        return rows;
    }

    /// In the order of the rows; what has no bytes has no part.
    List<Bar> bars(List<Row> rows, ImageFacts facts) {
        double total = facts.layers().stream().mapToDouble(ImageLayer::size).sum();
        List<Bar> bars = new ArrayList<>();
        double before = 0;
        List<ImageStep> steps = facts.steps();
        for (Row row : rows) {
            double size =
                    steps.get(row.place() - 1).layer().map(ImageLayer::size).orElse(0L);
            if (size > 0) {
                long start = Math.round(WHOLE * before / total);
                long end = Math.round(WHOLE * (before + size) / total);
                bars.add(new Bar(row.place(), start, Math.max(1, end - start), title(row)));
            }
            before += size;
        }
        return bars;
    }

    List<Area> areas(List<Row> rows, ImageFacts facts) {
        List<Long> sizes = facts.steps().stream()
                .map(it -> it.layer().map(ImageLayer::size).orElse(0L))
                .toList();
        return Treemap.of(sizes, MAP_WIDTH, MAP_HEIGHT).stream()
                .map(it -> area(it, rows.get(it.index())))
                .toList();
    }

    private static Area area(Tile tile, Row row) {
        boolean labelled = tile.width() >= LABEL_WIDTH && tile.height() >= LABEL_HEIGHT;
        return new Area(
                row.place(),
                number(tile.x()),
                number(tile.y()),
                number(tile.width()),
                number(tile.height()),
                labelled ? row.size().map(Size::text).orElse("") : "",
                tile.width() >= FINGER && tile.height() >= FINGER,
                title(row),
                row.others());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private Row row(int place, ImageStep step, int number, long largest, ImageKind kind) {
        Optional<ImageLayer> layer = step.layer();
        String command = kind == ImageKind.ARTIFACT
                ? layer.map(it -> it.annotations().getOrDefault(TITLE, "")).orElse("")
                : step.step().map(Rows::command).orElse("");
        int end = command.length() > BRIEF ? command.offsetByCodePoints(0, BRIEF / 2) : command.length();
        String brief = end < command.length() ? command.substring(0, end) + "…" : command;
        return new Row(
                place,
                command,
                brief,
                layer.map(it -> new ImagePage.Digests(it.digest().toString(), Brief.of(it.digest()), "")),
                number,
                layer.map(ImageLayer::mediaType).orElse(""),
                layer.map(it -> Size.of(it.size(), language)),
                layer.map(it -> largest == 0 ? 0 : Math.round((double) FULL * it.size() / largest))
                        .orElse(0L),
                layer.map(it -> sharing.getOrDefault(it.digest(), 0)).orElse(0));
    }

    static String command(Step step) {
        return step.instruction().isEmpty() ? step.comment() : step.instruction();
    }

    private static String title(Row row) {
        String size = row.size().map(Size::text).orElse("");
        return row.brief().isEmpty() ? size : row.brief() + " · " + size;
    }
}
