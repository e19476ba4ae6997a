package io.slipway.inspection;

import io.slipway.inspection.LayerState.State;
import java.util.List;
import java.util.stream.Collectors;

/// The layers of an image, the lowest first. What failed counts as empty.
public record ImageFiles(List<LayerState> layers) {

    public ImageFiles {
        layers = List.copyOf(layers);
    }

    /// Whether all was read that can be.
    public boolean ready() {
        return layers.stream().noneMatch(it -> it.state() == State.READING || it.state() == State.LATER);
    }

    /// Nothing of it will be read before others are.
    public boolean later() {
        return layers.stream().anyMatch(it -> it.state() == State.LATER);
    }

    public int read() {
        return (int) layers.stream()
                .filter(it -> it.state() == State.READ || it.state() == State.FAILED)
                .count();
    }

    public List<LayerState> failed() {
        return layers.stream().filter(it -> it.state() == State.FAILED).toList();
    }

    /// Those from that place on that have rows.
    Stack from(int place) {
        return stack(layers.subList(Math.min(layers.size(), Math.max(0, place)), layers.size()));
    }

    Stack below(int place) {
        return stack(layers.subList(0, place));
    }

    private static Stack stack(List<LayerState> layers) {
        return new Stack(layers.stream().filter(it -> it.state() == State.READ).collect(Collectors.toList()));
    }

    /// Read layers, one on another.
    record Stack(List<LayerState> layers) {

        Long[] ids() {
            return layers.stream().map(LayerState::id).toArray(Long[]::new);
        }

        Integer[] places() {
            return layers.stream().map(LayerState::place).toArray(Integer[]::new);
        }

        Stack from(int place) {
            return new Stack(layers.stream().filter(it -> it.place() >= place).toList());
        }
    }
}
