package io.slipway.work;

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

    private static final String PROPERTY = "slipway.command";

    /// A worker's role may not look at all tables, let alone make them: servers do.
    private static final String[] NO_TABLES = {
        "--spring.flyway.enabled=false",
        "--spring.autoconfigure.exclude="
                + "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration,"
                + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration,"
                + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    };

    private CommandLine() {}

    /// Whether the first argument is a command, not a setting.
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /// Whether this program runs for a command.
    public static boolean isCommand(Environment environment) {
        return environment.containsProperty(PROPERTY);
    }

    /// Asks the server that has the data folder; without one it does the work itself.
    ///
    /// @return the exit code
    public static int run(Class<?> application, PrintStream out, String... arguments) {
        String name = arguments[0];
        List<String> rest = Arrays.stream(arguments).skip(1).toList();
        List<String> options = rest.stream().filter(it -> !isSetting(it)).toList();
        SpringApplication program = new SpringApplication(application);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.addInitializers(context -> {
            if (!name.equals(WORKER)) {
                CommandSocket.ask(dataFolder(context.getEnvironment()), name, options, out)
                        .ifPresent(code -> {
                            throw new Answered(code);
                        });
            }
            context.addBeanFactoryPostProcessor(CommandLine::makeOnlyWhatIsAsked);
        });
        program.setLogStartupInfo(false);
        program.setDefaultProperties(defaults(name));
        Stream<String> settings = rest.stream().filter(CommandLine::isSetting);
        Stream<String> more = name.equals(WORKER) ? Stream.of(NO_TABLES) : Stream.empty();
        try (ConfigurableApplicationContext context =
                program.run(Stream.concat(settings, more).toArray(String[]::new))) {
            return run(commands(context, name), name, options, out);
        } catch (Answered answered) {
            return answered.code;
        } catch (RuntimeException failure) {
            return refuse(name, failure, out);
        }
    }

    /// @return the exit code
    static int run(Collection<Command> commands, String name, List<String> options, PrintStream out) {
        Optional<Command> command =
                commands.stream().filter(it -> it.name().equals(name)).findFirst();
        if (command.isEmpty()) {
            out.println("There is no command " + name + ".");
            return CANNOT_RUN;
        }
        try {
            return command.get().run(options, out);
        } catch (RuntimeException failure) {
            return refuse(name, failure, out);
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
                "off"));
        if (!name.equals(WORKER)) {
            defaults.put("logging.level.root", "warn");
        }
        return defaults;
    }

    private static int refuse(String name, RuntimeException failure, PrintStream out) {
        out.println(name + " cannot run: " + reason(failure));
        return CANNOT_RUN;
    }

    /// Not the others: they would bring their own needs along.
    private static List<Command> commands(ConfigurableApplicationContext context, String name) {
        return Stream.of(context.getBeanNamesForType(Command.class))
                .filter(bean -> bean.equals(name + Command.class.getSimpleName()))
                .map(bean -> context.getBean(bean, Command.class))
                .toList();
    }

    private static Path dataFolder(Environment environment) {
        return Path.of(environment.getRequiredProperty("slipway.data-dir"))
                .toAbsolutePath()
                .normalize();
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

    /// Ends the start without a word: somebody else did the work.
    private static final class Answered extends SpringApplication.AbandonedRunException {

        private final int code;

        Answered(int code) {
            this.code = code;
        }
    }
}
