package io.slipway.gc;

import io.slipway.content.RetentionTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cuts what goes into transactions: what is attached to an image goes with the image's last tag, so that whoever dies
/// between two of them leaves no image without its signature.
final class Batches {

    private Batches() {}

    static List<List<RetentionTag>> of(List<Verdict> verdicts, int size) {
        List<RetentionTag> going = verdicts.stream()
                .filter(Verdict::goes)
                .map(Verdict::tag)
                .sorted(Comparator.comparing(RetentionTag::manifestId).thenComparing(RetentionTag::name))
                .toList();
        List<List<RetentionTag>> batches = new ArrayList<>();
        Map<Long, Integer> batchOf = new HashMap<>();
        int count = 0;
        for (RetentionTag tag : going) {
            if (tag.images().isEmpty()) {
                if (count++ % size == 0) {
                    batches.add(new ArrayList<>());
                }
                batches.getLast().add(tag);
                batchOf.put(tag.manifestId(), batches.size() - 1);
            }
        }
        for (RetentionTag tag : going) {
            tag.images()
                    .flatMap(images -> images.stream()
                            .filter(batchOf::containsKey)
                            .map(batchOf::get)
                            .max(Comparator.naturalOrder()))
                    .ifPresent(at -> batches.get(at).add(tag));
        }
        return batches;
    }
}
