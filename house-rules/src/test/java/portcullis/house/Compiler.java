package portcullis.house;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles small sources against the whole house with the very options of the build, so that a
 * weakened build fails here too. The samples are texts: nothing forbidden is compiled otherwise.
 */
final class Compiler {
    private final Path classes;

    /**
     * @param errors what the compiler said, one line each; empty when it had nothing to say
     */
    record Verdict(List<String> errors) {}

    /**
     * @param classes where compiled samples go
     */
    Compiler(Path classes) {
        this.classes = classes;
    }

    /** Compiles a sample with its marks replaced, with all checks of the build. */
    Verdict compile(String sample, Map<String, String> marks) {
        List<String> options = new ArrayList<>(Pom.compilerArguments());
        options.addAll(List.of("-processorpath", classPath()));
        return run(new Source(sample, filled(sample, marks)), options);
    }

    /** Compiles a sample with the language's own rules only. */
    void compilePlainly(String sample, Map<String, String> marks) {
        List<String> errors = run(new Source(sample, filled(sample, marks)), List.of()).errors();
        if (!errors.isEmpty()) {
            throw new IllegalStateException("the sample does not compile: " + errors);
        }
    }

    private static String filled(String sample, Map<String, String> marks) {
        String source = text(sample);
        for (Map.Entry<String, String> mark : marks.entrySet()) {
            source = source.replace("/*" + mark.getKey() + "*/", mark.getValue());
        }
        return source;
    }

    private Verdict run(Source source, List<String> arguments) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        StringWriter rest = new StringWriter();
        List<String> options = new ArrayList<>(arguments);
        options.addAll(List.of("-d", classes.toString(), "-proc:none", "--release", "25"));
        options.addAll(List.of("-classpath", classPath()));
        boolean done = javac.getTask(rest, null, heard, options, null, List.of(source)).call();
        List<String> errors =
                heard.getDiagnostics().stream()
                        .filter(said -> said.getKind() == Diagnostic.Kind.ERROR)
                        .map(said -> said.getMessage(Locale.ROOT))
                        .toList();
        if (done != errors.isEmpty()) {
            throw new IllegalStateException("the compiler itself failed: " + rest);
        }
        return new Verdict(errors);
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", File.separator));
    }

    static String text(String sample) {
        try (InputStream in =
                Compiler.class.getResourceAsStream("/locked-doors/" + sample + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no such sample: " + sample);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source text under its file name. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
