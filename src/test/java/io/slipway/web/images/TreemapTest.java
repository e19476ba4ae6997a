package io.slipway.web.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.slipway.web.images.Treemap.Tile;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreemapTest {

    private static final double WIDTH = 600;
    private static final double HEIGHT = 300;
    private static final double NEAR = 1e-6;

    static Stream<List<Long>> sizes() {
        return Stream.of(
                List.of(5L),
                List.of(1L, 1L),
                List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L),
                List.of(0L, 7L, 0L, 3L),
                List.of(Long.MAX_VALUE, Long.MAX_VALUE, 1L << 60),
                List.of(1_000_000L, 4L, 4L, 4L, 1_000_000L),
                Collections.nCopies(127, 1L),
                new Random(1).longs(127, 0, 200_000_000).boxed().toList(),
                new Random(2)
                        .doubles(127)
                        .mapToObj(it -> (long) Math.exp(it * 8))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void fillsTheRectangle(List<Long> sizes) {
        List<Tile> tiles = Treemap.of(sizes, WIDTH, HEIGHT);

        double total = sizes.stream().mapToDouble(it -> it).sum();
        assertThat(tiles).hasSize((int) sizes.stream().filter(it -> it > 0).count());
        assertThat(tiles.stream().mapToDouble(it -> it.width() * it.height()).sum())
                .isCloseTo(WIDTH * HEIGHT, within(NEAR));
        for (Tile tile : tiles) {
            assertThat(tile.width() * tile.height())
                    .isCloseTo(sizes.get(tile.index()) / total * WIDTH * HEIGHT, within(NEAR));
            assertThat(tile.x()).isGreaterThanOrEqualTo(0);
            assertThat(tile.y()).isGreaterThanOrEqualTo(0);
            assertThat(tile.x() + tile.width()).isLessThanOrEqualTo(WIDTH + NEAR);
            assertThat(tile.y() + tile.height()).isLessThanOrEqualTo(HEIGHT + NEAR);
            assertThat(tiles).noneMatch(it -> it != tile && overlap(it, tile));
        }
    }

    @Test
    void makesTilesThatAreNearlySquare() {
        assertThat(Treemap.of(Collections.nCopies(127, 1L), WIDTH, HEIGHT))
                .allMatch(it -> Math.max(it.width() / it.height(), it.height() / it.width()) < 3);
        assertThat(Treemap.of(List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L), 6, 4))
                .first()
                .satisfies(it -> {
                    assertThat(it.width()).isCloseTo(3, within(NEAR));
                    assertThat(it.height()).isCloseTo(2, within(NEAR));
                });
    }

    @Test
    void leavesOutWhatCannotBeSeen() {
        assertThat(Treemap.of(List.of(), WIDTH, HEIGHT)).isEmpty();
        assertThat(Treemap.of(List.of(0L, 0L), WIDTH, HEIGHT)).isEmpty();
        assertThat(Treemap.of(List.of(1L, 1L << 40), WIDTH, HEIGHT)).containsExactly(new Tile(1, 0, 0, WIDTH, HEIGHT));
    }

    private static boolean overlap(Tile one, Tile other) {
        return one.x() + one.width() > other.x() + NEAR
                && other.x() + other.width() > one.x() + NEAR
                && one.y() + one.height() > other.y() + NEAR
                && other.y() + other.height() > one.y() + NEAR;
    }
}
