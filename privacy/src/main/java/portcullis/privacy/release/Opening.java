package portcullis.privacy.release;

import java.util.List;
import java.util.Set;

/**
 * Words that answers begin with. They are told at once, so that the first token is not held; what
 * goes on as another word is read like any other from there.
 */
final class Opening {
    private static final Set<String> WORDS =
            Set.copyOf(
                    List.of(
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

    /** Whether these letters are one of the words. */
    static boolean is(String letters) {
        return WORDS.contains(letters);
    }
}
