package io.slipway.work;

import static org.springframework.context.support.AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;

/// `java -jar slipway.jar fsck --repair --slipway.data-dir=…`. A server that has the data folder does it; else this
/// makes only the parts that the command needs, opens no port and does none of a server's recurring work.
public final class CommandLine {

    /// The command could not do its work.
    public static final int CANNOT_RUN = 2;

    /// The command that goes on until it is stopped.
    public static final String WORKER = "worker";

    /// The commands that see the tables as they are: migrations wait.
    public static final String BACKUP = "backup";

    public static final String RESTORE = "restore";

    private static final String PROPERTY = "slipway.command";

    /// A worker's role may not look at all tables, let alone make them: servers do.
    private static final String NO_MIGRATIONS = "--spring.flyway.enabled=false";

    /// For commands that read no rows of people: entities want to see all tables.
    private static final String NO_ENTITIES = "--spring.autoconfigure.exclude="
            + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
            + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration,"
            + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration";

    private CommandLine() {}

    /// Whether the first argument is a command, not a setting.
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /// Whether this program runs for this command.
    public static boolean isCommand(Environment environment, String name) {
        return name.equals(environment.getProperty(PROPERTY));
    }

    /// Whether this program runs for a command.
    public static boolean isCommand(Environment environment) {
        return environment.containsProperty(PROPERTY);
    }

    /// As from a shell: only what the command says goes to standard output, which may be the bytes of a file.
    ///
    /// @return the exit code
    public static int run(Class<?> application, String... arguments) {
        PrintStream out = System.out;
        if (!arguments[0].equals(WORKER)) {
            System.setOut(System.err);
        }
        return run(application, out, System.err, arguments);
    }

    /// Asks the server that has the data folder; without one it does the work itself.
    ///
    /// @param progress also for why it cannot run
    /// @return the exit code
    public static int run(Class<?> application, PrintStream out, PrintStream progress, String... arguments) {
        String name = arguments[0];
        List<String> rest = Arrays.stream(arguments).skip(1).toList();
        List<String> options = rest.stream().filter(it -> !isSetting(it)).toList();
        CommandCall call = new CommandCall(options, Path.of("").toAbsolutePath(), out, progress);
        SpringApplication program = new SpringApplication(application);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.addInitializers(context -> {
            if (!name.equals(WORKER)) {
                CommandSocket.ask(dataFolder(context.getEnvironment()), name, call)
                        .ifPresent(code -> {
                            throw new Answered(code);
                        });
            }
            context.addBeanFactoryPostProcessor(CommandLine::makeOnlyWhatIsAsked);
            if (!name.equals(WORKER)) {
                context.getBeanFactory().registerSingleton(LIFECYCLE_PROCESSOR_BEAN_NAME, new NothingStarts());
            }
        });
        program.setLogStartupInfo(false);
        program.setDefaultProperties(defaults(name));
        Stream<String> settings = rest.stream().filter(CommandLine::isSetting);
        Stream<String> more = switch (name) {
            case WORKER -> Stream.of(NO_ENTITIES, NO_MIGRATIONS);
            case BACKUP, RESTORE -> Stream.of(NO_ENTITIES);
            default -> Stream.empty();
        };
        try (ConfigurableApplicationContext context =
                program.run(Stream.concat(settings, more).toArray(String[]::new))) {
            int code = run(commands(context, name), name, call);
            writeEvents(context, progress);
            return code;
        } catch (Answered answered) {
            return answered.code;
        } catch (RuntimeException failure) {
            return refuse(name, failure, progress);
        }
    }

    /// @return the exit code
    static int run(Collection<Command> commands, String name, CommandCall call) {
        Optional<Command> command =
                commands.stream().filter(it -> it.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            call.progress().println("There is no command " + name + ".");
            return CANNOT_RUN;
        }
        try {
            return command.get() instanceof FileCommand files
                    ? files.run(call)
                    : command.get().run(call.options(), call.out());
        } catch (RuntimeException failure) {
            return refuse(name, failure, call.progress());
        }
    }

    private static Map<String, Object> defaults(String name) {
        Map<String, Object> defaults = new HashMap<>(Map.of(
                PROPERTY,
                name,
                // why it cannot run is said once
                "logging.level.org.springframework.context",
                "error",
                "logging.level.org.springframework.boot.diagnostics",
                "off",
                // of migrations that look before they make something
                "logging.level.org.flywaydb",
                "error"));
        if (!name.equals(WORKER)) {
            defaults.put("logging.level.root", "warn");
        }
        return defaults;
    }

    private static int refuse(String name, RuntimeException failure, PrintStream progress) {
        progress.println(name + " cannot run: " + reason(failure));
        return CANNOT_RUN;
    }

    /// Not the others: they would bring their own needs along.
    private static List<Command> commands(ConfigurableApplicationContext context, String name) {
        // makes nothing for looking at it: repositories would bring the migrations along
        return Stream.of(context.getBeanNamesForType(Command.class, true, false))
                .filter(bean -> bean.equals(name + Command.class.getSimpleName()))
                .map(bean -> context.getBean(bean, Command.class))
                .toList();
    }

    private static Path dataFolder(Environment environment) {
        return Path.of(environment.getRequiredProperty("slipway.data-dir"))
                .toAbsolutePath()
                .normalize();
    }

    /// Before the end: what that needs cannot be made during it.
    private static void writeEvents(ConfigurableApplicationContext context, PrintStream progress) {
        if (context.getBeanFactory().containsSingleton("outboxQueue")) {
            try {
                context.getBean(OutboxQueue.class).write();
            } catch (RuntimeException failure) {
                progress.println("What was done is not in the audit log: " + reason(failure));
            }
        }
    }

    /// More than the framework's own laziness: it makes whatever does something at the start, such as the first
    /// administrator.
    private static void makeOnlyWhatIsAsked(ConfigurableListableBeanFactory beans) {
        for (String bean : beans.getBeanDefinitionNames()) {
            beans.getBeanDefinition(bean).setLazyInit(true);
        }
        // whoever waits for the end of the start would be made then
        ((BeanDefinitionRegistry) beans).removeBeanDefinition(AnnotationConfigUtils.EVENT_LISTENER_PROCESSOR_BEAN_NAME);
    }

    /// `--server.port=5000`: settings have a dot in their name, options of commands do not.
    private static boolean isSetting(String argument) {
        return argument.startsWith("--") && argument.split("=", 2)[0].contains(".");
    }

    /// The sentence for people, where there is one.
    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartFailure || cause instanceof DataAccessResourceFailureException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return Faults.reason(failure);
    }

    /// What would start by itself would be made for that.
    private static final class NothingStarts implements LifecycleProcessor {

        private boolean running;

        @Override
        public void onRefresh() {
            running = true;
        }

        @Override
        public void onClose() {
            running = false;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }

    /// Ends the start without a word: somebody else did the work.
    private static final class Answered extends SpringApplication.AbandonedRunException {

        private final int code;

        Answered(int code) {
            this.code = code;
        }
    }
}
