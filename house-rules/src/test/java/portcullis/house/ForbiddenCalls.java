package portcullis.house;

import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.ForbiddenApiException;
import de.thetaphi.forbiddenapis.Logger;
import de.thetaphi.forbiddenapis.ParseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the build's list of forbidden calls over one class. */
final class ForbiddenCalls {

    /** What the check says about a class; empty when it has nothing to say. */
    List<String> found(Path classFile) throws IOException {
        Heard heard = new Heard(new ArrayList<>());
        Checker checker =
                new Checker(
                        heard,
                        ForbiddenCalls.class.getClassLoader(),
                        Checker.Option.FAIL_ON_VIOLATION,
                        Checker.Option.IGNORE_SIGNATURES_OF_MISSING_CLASSES);
        try {
            for (String bundle : Pom.bundledSignatures()) {
                checker.addBundledSignatures(bundle, "25");
            }
            checker.parseSignaturesFile(
                    Tree.root().resolve("house-rules/forbidden-apis.txt").toFile());
            checker.addClassToCheck(classFile.toFile());
            checker.run();
            return List.of();
        } catch (ForbiddenApiException e) {
            return List.copyOf(heard.errors);
        } catch (ParseException e) {
            throw new IllegalStateException("the list of forbidden calls cannot be read", e);
        }
    }

    /** Keeps errors and lets the rest go. */
    private record Heard(List<String> errors) implements Logger {
        @Override
        public void error(String said) {
            errors.add(said);
        }

        @Override
        public void warn(String said) {}

        @Override
        public void info(String said) {}

        @Override
        public void debug(String said) {}
    }
}
