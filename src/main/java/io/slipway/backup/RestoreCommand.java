package io.slipway.backup;

import io.slipway.work.CommandCall;
import io.slipway.work.CommandLine;
import io.slipway.work.DataFolder;
import io.slipway.work.FileCommand;
import io.slipway.work.StartFailure;
import java.io.IOException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// `restore`: fills an empty database from the file of a backup. Exit code 0: done, 2: nothing was changed.
@Component
class RestoreCommand implements FileCommand {

    private static final String USAGE = """
            restore <file>
              <file>  that `backup` wrote. The database has to be empty: a new data folder, or a new database in
                      spring.datasource.url. Copy the blobs before or after, by the same tools as any files
            Collection rests until `fsck --accept`. Exit code 0: done; 2: nothing was changed.
            """;

    private final ObjectProvider<Restore> restore;
    private final ObjectProvider<KeyPlace> keys;
    private final ObjectProvider<DataFolder> data;
    private final Environment environment;

    RestoreCommand(
            ObjectProvider<Restore> restore,
            ObjectProvider<KeyPlace> keys,
            ObjectProvider<DataFolder> data,
            Environment environment) {
        this.restore = restore;
        this.keys = keys;
        this.data = data;
        this.environment = environment;
    }

    @Override
    public String name() {
        return CommandLine.RESTORE;
    }

    @Override
    public int run(CommandCall call) {
        List<String> options = call.options();
        if (options.contains("--help")) {
            call.out().print(USAGE);
            return 0;
        }
        if (options.size() != 1 || options.getFirst().startsWith("-")) {
            call.progress().print(USAGE);
            return CommandLine.CANNOT_RUN;
        }
        if (!CommandLine.isCommand(environment)) {
            throw new StartFailure(
                    "a server is running with this data folder: stop it, or name another slipway.data-dir");
        }
        try (Archive archive = Archive.open(call.path(options.getFirst()))) {
            restore(archive, new Progress(call.progress()));
        } catch (IOException failure) {
            throw new StartFailure("The backup cannot be read: " + failure.getMessage(), failure);
        }
        return 0;
    }

    private void restore(Archive archive, Progress progress) {
        Contents contents = archive.contents();
        progress.say("A backup of Slipway %s, tables of version %s, PostgreSQL %s, taken at %s"
                .formatted(contents.product(), contents.schema(), contents.postgres(), contents.takenAt()));
        archive.verify();
        Secrets secrets = new Secrets(archive, data.getObject());
        secrets.requirePlace();
        Restore database = restore.getObject();
        database.requireKnown(contents);
        database.requireEmpty(contents);
        database.run(archive, progress);
        secrets.put();
        database.migrate();
        progress.say("%,d rows of %,d tables are there."
                .formatted(contents.rows(), contents.tables().size()));
        tellWhatIsLeft(contents, progress);
    }

    private void tellWhatIsLeft(Contents contents, Progress progress) {
        KeyPlace key = keys.getObject();
        if (!key.isHere()) {
            progress.say("Next: the master key " + contents.masterKey() + " into " + key.file()
                    + ", before the server starts.");
        }
        progress.say("Next: the blobs in their place; then `fsck`, and when it finds nothing `fsck --accept`:"
                + " collection rests until then.");
    }
}
