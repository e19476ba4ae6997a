package io.slipway.backup;

import io.slipway.backup.Contents.File;
import io.slipway.work.DataFolder;
import io.slipway.work.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Files of the data folder's `secrets` in an archive.
record Secrets(Archive archive, DataFolder data) {

    static final String FOLDER = "secrets/";

    /// Made anew with each embedded database.
    private static final Set<String> OF_A_CLUSTER = Set.of("postgres.password");

    static boolean isOfThisCluster(Path file) {
        return OF_A_CLUSTER.contains(String.valueOf(file.getFileName()));
    }

    /// Before anything is touched: whether all have a place here.
    void requirePlace() {
        for (File file : files()) {
            Path place = place(file);
            if (Files.exists(place) && !Arrays.equals(bytesHere(place), bytes(file))) {
                throw new StartFailure("There is another " + place + " already: move it away, if it is of no use");
            }
        }
    }

    void put() {
        for (File file : files()) {
            Path place = place(file);
            if (!Files.exists(place)) {
                data.writeSecret(place, bytes(file));
            }
        }
    }

    private List<File> files() {
        return archive.contents().secrets();
    }

    private Path place(File file) {
        Path place = data.secrets().resolve(file.path().substring(FOLDER.length()));
        if (!data.secrets().equals(place.getParent()) || isOfThisCluster(place)) {
            throw new StartFailure("The backup has a secret of a strange name: " + file.path());
        }
        return place;
    }

    private byte[] bytes(File file) {
        try (InputStream in = archive.open(file)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new StartFailure("The backup cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static byte[] bytesHere(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new StartFailure("The file " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }
}
