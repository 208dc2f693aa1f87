package portcullis.privacy.release;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Words that answers begin with. Their letters are told as they come, so that the first token is
 * not held; a word that turns out to be another one is read like any other from where it differs.
 */
final class Opening {
    private static final NavigableSet<String> WORDS =
            new TreeSet<>(
                    java.util.List.of(
                            "A",
                            "According",
                            "After",
                            "All",
                            "An",
                            "And",
                            "As",
                            "Assessment",
                            "At",
                            "Based",
                            "Because",
                            "Before",
                            "Both",
                            "But",
                            "By",
                            "Certainly",
                            "Discharge",
                            "Do",
                            "During",
                            "Each",
                            "Findings",
                            "First",
                            "Following",
                            "For",
                            "From",
                            "Given",
                            "Good",
                            "Great",
                            "He",
                            "Hello",
                            "Her",
                            "Here",
                            "Hi",
                            "His",
                            "History",
                            "How",
                            "However",
                            "I",
                            "If",
                            "In",
                            "It",
                            "Its",
                            "Let",
                            "No",
                            "Not",
                            "Note",
                            "Of",
                            "Okay",
                            "On",
                            "Once",
                            "Or",
                            "Our",
                            "Overall",
                            "Patient",
                            "Please",
                            "She",
                            "Since",
                            "So",
                            "Sorry",
                            "Summary",
                            "Sure",
                            "Thank",
                            "Thanks",
                            "That",
                            "The",
                            "There",
                            "These",
                            "They",
                            "This",
                            "To",
                            "Treatment",
                            "Two",
                            "Unfortunately",
                            "We",
                            "What",
                            "When",
                            "While",
                            "Why",
                            "With",
                            "Yes",
                            "You",
                            "Your",
                            "hello",
                            "the",
                            "yes",
                            "no",
                            "it",
                            "this"));

    private Opening() {}

    /** Whether one of the words begins with these letters. */
    static boolean mayBegin(String letters) {
        String next = WORDS.ceiling(letters);
        return next != null && next.startsWith(letters);
    }
}
