package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.registry.Images.Image;
import io.slipway.registry.Shell.Answer;
import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Blobs that lie in a bucket, or in two stores, and the copies of them that come with a backup.
class BackupBucketHttpTest {

    private static final String IN_BUCKET = "--slipway.storage.type=s3";

    @TempDir
    Path folder;

    @Test
    @Tag("K40")
    void restoresABucketFromTheCopiesOfItsObjects() throws Exception {
        Path data = folder.resolve("data");
        Shell here = Shell.of(data, TestDatabase.empty())
                .with(Bucket.make().settings())
                .with(IN_BUCKET);
        Path copies = folder.resolve("copies");
        Image first;
        Image second;
        try (ChildServer server = here.server(data)) {
            first = push(server, "first");
            Answer once = here.run("backup", folder.resolve("early.zip"), "--with-blobs", copies);
            assertThat(once.code()).as(once.progress()).isZero();
            assertThat(once.progress()).contains("2 blobs of", "0 linked, 0 there before, 2 copied");
            second = push(server, "second");
            Answer again = here.run("backup", file(), "--with-blobs", copies);
            assertThat(again.code()).as(again.progress()).isZero();
            assertThat(again.progress()).contains("0 linked, 2 there before, 2 copied");
        }

        Bucket other = Bucket.make();
        other.putAll(copies);
        assertComesBack(Shell.of(folder.resolve("new"), TestDatabase.empty()).with(other.settings()), first, second);
    }

    @Test
    @Tag("K40")
    void restoresTwoStoresFromAFolderForEach() throws Exception {
        Path data = folder.resolve("data");
        Shell disk = Shell.of(data, TestDatabase.empty());
        Shell both = disk.with(Bucket.make().settings()).with(IN_BUCKET);
        Path copies = folder.resolve("copies");
        Image first;
        Image second;
        try (ChildServer server = disk.server(data)) {
            first = push(server, "first");
        }
        try (ChildServer server = both.server(data)) {
            second = push(server, "second");
            Answer backup = both.run("backup", file(), "--with-blobs", copies);
            assertThat(backup.code()).as(backup.progress()).isZero();
            assertThat(backup.progress())
                    .contains("2 linked, 0 there before, 0 copied", "0 linked, 0 there before, 2 copied");
        }

        Bucket other = Bucket.make();
        other.putAll(copies.resolve("store-2"));
        assertComesBack(
                Shell.of(folder.resolve("new"), TestDatabase.empty())
                        .with(other.settings())
                        .with("--slipway.storage.disk.path=" + copies.resolve("store-1")),
                first,
                second);
    }

    private void assertComesBack(Shell restored, Image... images) throws Exception {
        Shell there = restored.with(IN_BUCKET);
        Answer restore = there.run("restore", file());
        assertThat(restore.code()).as(restore.progress()).isZero();
        Answer check = there.run("fsck", "--deep", "--accept");
        assertThat(check.text()).contains("Accepted", "Nothing is wrong");
        try (ChildServer server = there.server(folder.resolve("new"))) {
            for (Image image : images) {
                Images.assertPulls(server.client(), image, "v1");
            }
            push(server, "later");
        }
    }

    private static Image push(ChildServer server, String content) {
        return Images.push(server.client(), "admin/" + content, "layer of " + content, "v1");
    }

    private Path file() {
        return folder.resolve("backup.zip");
    }
}
