package org.sequitur.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sequitur.backup.BackupException;
import org.sequitur.log.UnusableLogSettingException;
import org.sequitur.store.StoreException;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.convert.ConversionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code sequitur}: chooses the command and turns failures into one line and an exit code. */
@Command(
        name = "sequitur",
        mixinStandardHelpOptions = true,
        description = "An invoicing server whose references follow one another: unique, consecutive, never lost.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            TokenCommand.class,
            AppCommand.class,
            CompanyCommand.class,
            VerifyCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ClusterCommand.class,
            CacheCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "In a source checkout the launcher has two more commands: build, which only builds,",
            "and test, which runs every test there is."
        })
public final class SequiturCommand {

    private static final int USAGE = 2;

    private SequiturCommand() {}

    /** Runs a command; 0 when it did what it was asked, 1 when it could not, 2 when the arguments make no sense. */
    public static int run(String... arguments) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new SequiturCommand());
        line.setOut(out);
        line.setErr(err);
        tellTheSameVersion(line.getCommandSpec());
        line.setParameterExceptionHandler(SequiturCommand::usage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        if (arguments.length == 0) {
            line.usage(line.getOut());
            return USAGE;
        }
        return line.execute(arguments);
    }

    private static void tellTheSameVersion(CommandSpec command) {
        command.versionProvider(new Version());
        command.subcommands().values().forEach(sub -> tellTheSameVersion(sub.getCommandSpec()));
    }

    private static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        command.getErr()
                .println("sequitur: " + complaint(failure) + " ("
                        + command.getCommandSpec().qualifiedName() + " --help tells more)");
        return USAGE;
    }

    private static String complaint(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !failure.getCommandLine().getSubcommands().isEmpty()
                && !unmatched.isUnknownOption()) {
            return "There is no command '" + unmatched.getUnmatched().getFirst() + "'";
        }
        return firstLine(failure.getMessage());
    }

    private static int failed(Exception failure, CommandLine command) {
        String line = switch (failure) {
            case CommandFailure known -> firstLine(known.getMessage());
            case StoreException known -> firstLine(known.getMessage());
            case BackupException known -> firstLine(known.getMessage());
            default -> unexpected(failure, command);
        };
        command.getErr().println("sequitur: " + line);
        return 1;
    }

    private static String unexpected(Exception failure, CommandLine command) {
        PortInUseException port = cause(failure, PortInUseException.class);
        if (port != null) {
            return "Port " + port.getPort() + " is in use; choose another with --port";
        }
        ConversionException setting = cause(failure, ConversionException.class);
        if (setting != null) {
            return "A setting cannot be read: " + firstLine(setting.getMessage());
        }
        UnusableLogSettingException log = cause(failure, UnusableLogSettingException.class);
        if (log != null) {
            return "A setting cannot be used: " + firstLine(log.getMessage());
        }
        BeanCreationException bean = cause(failure, BeanCreationException.class);
        if (bean != null && bean.getMostSpecificCause() instanceof IllegalArgumentException bound) {
            return "A setting cannot be used: " + firstLine(bound.getMessage());
        }
        failure.printStackTrace(command.getErr());
        return "This should not have happened: " + failure;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "failed" : message.lines().findFirst().orElse("failed");
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    /** The version that the jar was built with. */
    static String version() {
        String version = SequiturCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source)" : version;
    }

    /** Tells the version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Sequitur " + version()};
        }
    }
}
