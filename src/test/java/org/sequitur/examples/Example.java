package org.sequitur.examples;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sequitur.OutsideProgram;
import org.sequitur.OutsideProgram.Finished;
import org.sequitur.node.AxiosFolder;

/** The programs of {@code docs/guides/client-authors.md}, which are the files below {@code examples}. */
enum Example {
    CURL("curl", "create-invoices.sh", "sh", "curl"),
    NODE("node", "create-invoices.mjs", "js", "node npm"),
    PYTHON("python", "create_invoices.py", "python", "python3"),
    RUBY("ruby", "create_invoices.rb", "ruby", "ruby"),
    PHP("php", "create-invoices.php", "php", "php"),
    JAVA("java", "CreateInvoices.java", "java", ""),
    CSHARP("csharp", "CreateInvoices.cs", "csharp", "");

    private static final Path COPY = Path.of("target/examples/csharp");

    private final String language;
    private final String name;
    private final String fence;
    private final String programs;

    Example(String language, String name, String fence, String programs) {
        this.language = language;
        this.name = name;
        this.fence = fence;
        this.programs = programs;
    }

    Path file() {
        return folder().resolve(name);
    }

    /** The word after the three backticks. */
    String fence() {
        return fence;
    }

    /** Runs it until its end. A test that needs what this machine does not have is left out. */
    Finished run(Map<String, String> environment) throws Exception {
        List<String> needed = Stream.of(programs.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        OutsideProgram.orLeaveOut("The example " + file(), needed);
        return switch (this) {
            case CURL -> OutsideProgram.run(folder(), environment, List.of("sh", name));
            case NODE -> OutsideProgram.run(AxiosFolder.with(file()), environment, List.of("node", name));
            case PYTHON -> OutsideProgram.run(folder(), environment, List.of("python3", name));
            case RUBY -> OutsideProgram.run(folder(), environment, List.of("ruby", name));
            case PHP -> {
                needCurlInPhp();
                yield OutsideProgram.run(folder(), environment, List.of("php", name));
            }
            case JAVA -> OutsideProgram.run(folder(), environment, List.of(java(), name));
            case CSHARP -> OutsideProgram.run(COPY, environment, List.of("dotnet", built().toString()));
        };
    }

    private Path folder() {
        return Path.of("examples", language);
    }

    private void needCurlInPhp() throws Exception {
        Finished question = OutsideProgram.run(folder(), Map.of(), List.of("php", "-r", "curl_init();"));
        if (question.status() != 0) {
            OutsideProgram.leaveOut("The example " + file(), "php has no curl extension");
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** No package of Debian has a compiler for it, so it is run where somebody put one, and that need not be CI's machine. */
    private static Path built() throws Exception {
        if (!OutsideProgram.isThere("dotnet")) {
            abort("not for this machine: there is no dotnet on the PATH to run the example in C#");
        }
        Files.createDirectories(COPY);
        String version = OutsideProgram.run(COPY, Map.of(), List.of("dotnet", "--version"))
                .output();
        String target = version.startsWith("3.") ? "netcoreapp3.1" : "net" + version.split("\\.", 2)[0] + ".0";
        Files.copy(CSHARP.file(), COPY.resolve("Program.cs"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(COPY.resolve("example.csproj"), """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <OutputType>Exe</OutputType>
                    <TargetFramework>%s</TargetFramework>
                  </PropertyGroup>
                </Project>
                """.formatted(target));
        Finished build = OutsideProgram.run(COPY, Map.of(), List.of("dotnet", "build", "-o", "out"));
        if (build.status() != 0) {
            throw new AssertionError(build.all());
        }
        return Path.of("out/example.dll");
    }
}
