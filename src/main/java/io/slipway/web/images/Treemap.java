package io.slipway.web.images;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Divides a rectangle into tiles whose areas are like sizes, none longer than need be (squarified: Bruls, Huizing and
/// van Wijk). What takes less than a millionth has no tile.
final class Treemap {

    private static final double SEEN = 1e-6;

    /// @param index of its size
    record Tile(int index, double x, double y, double width, double height) {}

    private final List<Tile> tiles = new ArrayList<>();
    private final double[] areas;
    private double x;
    private double y;
    private double width;
    private double height;

    private Treemap(double[] areas, double width, double height) {
        this.areas = areas;
        this.width = width;
        this.height = height;
    }

    /// @return the largest first
    static List<Tile> of(List<Long> sizes, double width, double height) {
        double total = sizes.stream().mapToDouble(Long::doubleValue).sum();
        List<Integer> seen = IntStream.range(0, sizes.size())
                .boxed()
                .filter(it -> sizes.get(it) > total * SEEN)
                .sorted(Comparator.<Integer>comparingLong(sizes::get).reversed())
                .toList();
        double whole = seen.stream().mapToDouble(sizes::get).sum();
        double[] areas =
                sizes.stream().mapToDouble(it -> it / whole * width * height).toArray();
        Treemap map = new Treemap(areas, width, height);
        for (int from = 0; from < seen.size(); ) {
            int end = map.row(seen, from);
            map.lay(seen.subList(from, end));
            from = end;
        }
        return map.tiles;
    }

    /// As many as make the longest of them shorter.
    private int row(List<Integer> order, int from) {
        double side = Math.min(width, height);
        double largest = areas[order.get(from)];
        double sum = largest;
        double worst = stretch(side, sum, largest, largest);
        int end = from + 1;
        for (; end < order.size(); end++) {
            double smallest = areas[order.get(end)];
            double next = stretch(side, sum + smallest, largest, smallest);
            if (next > worst) {
                break;
            }
            worst = next;
            sum += smallest;
        }
        return end;
    }

    private static double stretch(double side, double sum, double largest, double smallest) {
        double depth = sum / side;
        return Math.max(largest / depth / depth, depth / smallest * depth);
    }

    /// Along the shorter side; what is left is free for the next.
    private void lay(List<Integer> row) {
        double sum = row.stream().mapToDouble(it -> areas[it]).sum();
        boolean upright = width >= height;
        double depth = Math.min(sum / Math.min(width, height), upright ? width : height);
        double place = upright ? y : x;
        for (int index : row) {
            double length = areas[index] / depth;
            tiles.add(upright ? new Tile(index, x, place, depth, length) : new Tile(index, place, y, length, depth));
            place += length;
        }
        if (upright) {
            x += depth;
            width -= depth;
        } else {
            y += depth;
            height -= depth;
        }
    }
}
