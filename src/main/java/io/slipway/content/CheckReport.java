package io.slipway.content;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a check looked at and found: counts, and the first ones of each kind by name. For one thread.
public final class CheckReport {

    private static final int NAMED = 20;

    /// @param names the first ones
    public record Found(Fault fault, long count, long repaired, List<String> names) {}

    private final Map<Fault, Found> found = new EnumMap<>(Fault.class);
    private long blobs;
    private long bytes;
    private long objects;
    private long manifests;

    CheckReport() {}

    public long blobs() {
        return blobs;
    }

    public long bytes() {
        return bytes;
    }

    public long objects() {
        return objects;
    }

    public long manifests() {
        return manifests;
    }

    public List<Found> found() {
        return List.copyOf(found.values());
    }

    void blob(long size) {
        blobs++;
        bytes += size;
    }

    void object() {
        objects++;
    }

    void manifests(long count) {
        manifests += count;
    }

    void found(Fault fault, boolean repaired, Supplier<String> name) {
        Found before = found.getOrDefault(fault, new Found(fault, 0, 0, List.of()));
        List<String> names = before.names();
        if (names.size() < NAMED) {
            names = new ArrayList<>(names);
            names.add(name.get());
        }
        found.put(fault, new Found(fault, before.count() + 1, before.repaired() + (repaired ? 1 : 0), names));
    }
}
