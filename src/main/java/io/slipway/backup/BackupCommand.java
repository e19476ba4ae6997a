package io.slipway.backup;

import io.slipway.storage.BlobStore;
import io.slipway.storage.FolderCopy;
import io.slipway.storage.Stores;
import io.slipway.work.CommandCall;
import io.slipway.work.CommandLine;
import io.slipway.work.FileCommand;
import io.slipway.work.StartFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// `backup`: the database in one file. Exit code 0: it is whole, 1: blobs lacked their bytes, 2: there is none.
@Component
class BackupCommand implements FileCommand {

    static final int DONE = 0;
    static final int INCOMPLETE = 1;

    private static final String USAGE = """
            backup <file> [--with-blobs <folder>] [--with-secrets]
              <file>                 is written, readable by you only; - is standard output
              --with-blobs <folder>  copies the blobs, too, out of a bucket as well; as further names of the same
                                     files where it is on their file system. A folder can take one backup after the
                                     other, and of several stores each has one inside: store-1, store-2
              --with-secrets         puts the folder `secrets` of the data folder into the file, and the master key
                                     with it: whoever has the file can read what is sealed then
            The server goes on meanwhile. Exit code 0: whole; 1: blobs lacked their bytes; 2: there is no backup.
            """;

    private final ObjectProvider<Backup> backup;
    private final ObjectProvider<Stores> stores;
    private final ObjectProvider<KeyPlace> keys;

    BackupCommand(ObjectProvider<Backup> backup, ObjectProvider<Stores> stores, ObjectProvider<KeyPlace> keys) {
        this.backup = backup;
        this.stores = stores;
        this.keys = keys;
    }

    @Override
    public String name() {
        return CommandLine.BACKUP;
    }

    @Override
    public int run(CommandCall call) {
        if (call.options().contains("--help")) {
            call.out().print(USAGE);
            return DONE;
        }
        Optional<BackupWish> wish = BackupWish.parse(call);
        if (wish.isEmpty()) {
            call.progress().print(USAGE);
            return CommandLine.CANNOT_RUN;
        }
        Progress progress = new Progress(call.progress());
        if (wish.get().blobs().isEmpty()) {
            write(wish.get(), call, List.of(), progress);
            return DONE;
        }
        return writeWithBlobs(wish.get(), call, wish.get().blobs().get(), progress);
    }

    private int writeWithBlobs(BackupWish wish, CommandCall call, Path folder, Progress progress) {
        List<BlobList> lists = new ArrayList<>();
        try {
            for (BlobStore store : stores.getObject().all()) {
                lists.add(list(store, folder));
            }
            Contents contents = write(wish, call, lists, progress);
            lists.forEach(list -> list.copy(contents, progress));
            return lists.stream().allMatch(BlobList::isWhole) ? DONE : INCOMPLETE;
        } finally {
            lists.forEach(BackupCommand::forget);
        }
    }

    /// Of several stores each has a folder of its own.
    private BlobList list(BlobStore store, Path folder) {
        boolean one = stores.getObject().all().size() == 1;
        Path place = one ? folder : folder.resolve("store-" + store.id());
        return new BlobList(store.id(), FolderCopy.of(store, place), place);
    }

    private static void forget(BlobList list) {
        try {
            list.close();
        } catch (IOException failure) {
            throw new StartFailure("The list of blobs cannot be removed: " + failure.getMessage(), failure);
        }
    }

    private Contents write(BackupWish wish, CommandCall call, List<BlobList> blobs, Progress progress) {
        Contents contents = wish.file().isPresent()
                ? writeFile(wish, wish.file().get(), blobs, progress)
                : backup.getObject()
                        .write(
                                new BufferedOutputStream(new CheckedOutput(call.out()), 1 << 16),
                                wish.secrets(),
                                blobs,
                                progress);
        progress.say("%,d rows of %,d tables, as they were at %s"
                .formatted(contents.rows(), contents.tables().size(), contents.takenAt()));
        progress.say(keys.getObject().sentence(contents));
        return contents;
    }

    private Contents writeFile(BackupWish wish, Path path, List<BlobList> blobs, Progress progress) {
        try (BackupFile file = BackupFile.create(path)) {
            Contents contents = backup.getObject().write(file.out(), wish.secrets(), blobs, progress);
            file.finish();
            return contents;
        } catch (IOException failure) {
            throw new StartFailure("The file " + path + " cannot be written: " + failure.getMessage(), failure);
        }
    }
}
