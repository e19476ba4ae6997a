package io.slipway.content;

import java.util.Comparator;
import java.util.Optional;

/// In which order repositories are found. A place in it is a text that pages hand on.
public enum SearchOrder {
    /// The last push, or the making of what is still empty.
    NEWEST(Comparator.comparing(Hit::activeAt).thenComparing(Hit::id).reversed()),
    NAME(Comparator.comparing(Hit::name)),
    /// Pulls of the last 30 days.
    PULLS(Comparator.comparing(Hit::pulls).thenComparing(Hit::id).reversed());

    private final Comparator<Hit> comparator;

    SearchOrder(Comparator<Hit> comparator) {
        this.comparator = comparator;
    }

    Comparator<Hit> comparator() {
        return comparator;
    }

    /// Before all others.
    Hit start() {
        return this == PULLS ? Hit.pulled(Long.MAX_VALUE, 0) : Hit.pushed(PushPlace.START.at(), 0);
    }

    String place(Hit hit) {
        return switch (this) {
            case NAME -> hit.name();
            case NEWEST -> new PushPlace(hit.activeAt(), hit.id()).toString();
            case PULLS -> new PullPlace(hit.pulls(), hit.id()).toString();
        };
    }

    /// The hit after which the list goes on; empty where the text is no place of this order.
    Optional<Hit> after(String place) {
        return switch (this) {
            case NAME -> Optional.of(Hit.named(place));
            case NEWEST -> PushPlace.parse(place).map(push -> Hit.pushed(push.at(), push.id()));
            case PULLS -> PullPlace.parse(place).map(pull -> Hit.pulled(pull.pulls(), pull.id()));
        };
    }
}
