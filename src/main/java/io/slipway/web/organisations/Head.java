package io.slipway.web.organisations;

import io.slipway.web.QuotaBar;
import java.util.List;

/// What is on top of every page of a namespace.
///
/// @param path         without a slash at the end
/// @param organisation or a user's own namespace
/// @param inside       the reader belongs to it
/// @param overseen     the reader may look at what is for those who govern it
/// @param governs      the reader may change it
/// @param warnings     of its quota, for those who belong to it
/// @param tab          which one this page is
public record Head(
        String path,
        String name,
        String displayName,
        String description,
        boolean organisation,
        boolean inside,
        boolean overseen,
        boolean governs,
        List<QuotaBar> warnings,
        String tab) {

    public String at(String below) {
        return path + "/-/" + below;
    }

    public String title() {
        return displayName.isEmpty() ? name : displayName;
    }
}
