package io.slipway.work;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;

/// `java -jar slipway.jar fsck --repair --slipway.data-dir=…`: makes only the parts that the command needs, opens no
/// port and does none of a server's recurring work.
public final class CommandLine {

    /// The command could not do its work.
    public static final int CANNOT_RUN = 2;

    private static final String PROPERTY = "slipway.command";

    private CommandLine() {}

    /// Whether the first argument is a command, not a setting.
    public static boolean isCommand(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /// Whether this program runs for a command.
    static boolean isCommand(Environment environment) {
        return environment.containsProperty(PROPERTY);
    }

    /// @return the exit code
    public static int run(Class<?> application, PrintStream out, String... arguments) {
        String name = arguments[0];
        List<String> rest = Arrays.stream(arguments).skip(1).toList();
        SpringApplication program = new SpringApplication(application);
        program.setWebApplicationType(WebApplicationType.NONE);
        program.addInitializers(context -> context.addBeanFactoryPostProcessor(CommandLine::makeOnlyWhatIsAsked));
        program.setLogStartupInfo(false);
        program.setDefaultProperties(Map.of(PROPERTY, name, "logging.level.root", "warn"));
        String[] settings = rest.stream().filter(CommandLine::isSetting).toArray(String[]::new);
        try (ConfigurableApplicationContext context = program.run(settings)) {
            Optional<Command> command = context.getBeansOfType(Command.class).values().stream()
                    .filter(it -> it.name().equals(name))
                    .findFirst();
            if (command.isEmpty()) {
                out.println("There is no command " + name + ".");
                return CANNOT_RUN;
            }
            return command.get().run(rest.stream().filter(it -> !isSetting(it)).toList(), out);
        } catch (RuntimeException failure) {
            out.println(name + " cannot run: " + reason(failure));
            return CANNOT_RUN;
        }
    }

    /// More than the framework's own laziness: it makes whatever does something at the start, such as the first
    /// administrator.
    private static void makeOnlyWhatIsAsked(ConfigurableListableBeanFactory beans) {
        for (String bean : beans.getBeanDefinitionNames()) {
            beans.getBeanDefinition(bean).setLazyInit(true);
        }
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
}
