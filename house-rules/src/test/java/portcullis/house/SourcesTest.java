package portcullis.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Rules that read what ships as syntax: how long methods are and how much they ask for. */
class SourcesTest {
    private static final int LONGEST_METHOD = 40;
    private static final int MOST_PARAMETERS = 4;

    /** A method as it stands in its file. */
    private record Method(String name, long lines, int parameters) {}

    private static List<Method> methods() throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<Path> sources = Tree.mainSources();
            JavacTask task =
                    (JavacTask)
                            javac.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            List<Method> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(unit, Trees.instance(task).getSourcePositions(), found)
                        .scan(unit, false);
            }
            return found;
        }
    }

    @Test
    void noMethodIsLongerThanFortyLines() throws IOException {
        List<Method> methods = methods();

        assertThat(methods).hasSizeGreaterThan(200);
        assertThat(methods.stream().filter(method -> method.lines > LONGEST_METHOD)).isEmpty();
    }

    /** Two in a hundred may ask for more than four things; more would be a habit. */
    @Test
    void methodsAskForFourThingsAtMost() throws IOException {
        List<Method> methods = methods();
        List<Method> greedy =
                methods.stream().filter(method -> method.parameters > MOST_PARAMETERS).toList();

        assertThat(greedy.size() * 50).as("%s", greedy).isLessThanOrEqualTo(methods.size());
    }

    /** Collects the methods of one file; records' own constructors list components, not wishes. */
    private static final class Reader extends TreeScanner<Void, Boolean> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> found;

        Reader(CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Boolean inRecord) {
            return super.visitClass(type, type.getKind() == Kind.RECORD);
        }

        /** One returned expression is a list of things, not a procedure; it may be long. */
        private static boolean isTable(MethodTree method) {
            return method.getBody() != null
                    && method.getBody().getStatements().size() == 1
                    && method.getBody().getStatements().getFirst() instanceof ReturnTree;
        }

        @Override
        public Void visitMethod(MethodTree method, Boolean inRecord) {
            LineMap lines = unit.getLineMap();
            long start = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            boolean constructor = method.getReturnType() == null;
            if (end > start && !isTable(method)) {
                found.add(
                        new Method(
                                unit.getSourceFile().getName() + "#" + method.getName(),
                                lines.getLineNumber(end) - lines.getLineNumber(start) + 1,
                                constructor && inRecord ? 0 : method.getParameters().size()));
            }
            return super.visitMethod(method, inRecord);
        }
    }
}
