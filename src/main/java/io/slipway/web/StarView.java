package io.slipway.web;

/// The star of a repository, as its button shows it.
///
/// @param count how many people gave one
/// @param mine  the reader did
/// @param here  the page with the button
public record StarView(String repository, long count, boolean mine, boolean signedIn, String here) {

    /// Where the button's form goes.
    public String path() {
        return "/r/" + repository + "/-/star";
    }
}
