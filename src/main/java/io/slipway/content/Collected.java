package io.slipway.content;

/// What a step of collection did.
///
/// @param reviews looked at, whatever came of them
/// @param bytes   that the store got back
public record Collected(
        long reviews,
        long links,
        long blobs,
        long manifests,
        long repositories,
        long uploads,
        long objects,
        long bytes) {

    public static final Collected NOTHING = new Collected(0, 0, 0, 0, 0, 0, 0, 0);

    static Collected links(long reviews, long links, long blobs) {
        return new Collected(reviews, links, blobs, 0, 0, 0, 0, 0);
    }

    static Collected manifests(long reviews, long manifests) {
        return new Collected(reviews, 0, 0, manifests, 0, 0, 0, 0);
    }

    static Collected repositories(long steps, long manifests, long repositories, long uploads) {
        return new Collected(steps, 0, 0, manifests, repositories, uploads, 0, 0);
    }

    static Collected uploads(long uploads) {
        return new Collected(uploads, 0, 0, 0, 0, uploads, 0, 0);
    }

    static Collected objects(long claimed, long objects, long bytes) {
        return new Collected(claimed, 0, 0, 0, 0, 0, objects, bytes);
    }

    public Collected plus(Collected other) {
        return new Collected(
                reviews + other.reviews,
                links + other.links,
                blobs + other.blobs,
                manifests + other.manifests,
                repositories + other.repositories,
                uploads + other.uploads,
                objects + other.objects,
                bytes + other.bytes);
    }

    /// Whether there was something to do: then there may be more.
    public boolean busy() {
        return reviews > 0;
    }

    /// Whether something went.
    public boolean any() {
        return links + blobs + manifests + repositories + uploads + objects > 0;
    }
}
