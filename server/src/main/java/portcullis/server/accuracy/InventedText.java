package portcullis.server.accuracy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Long texts to measure speed with: clinical notes, and tables full of identifiers. */
final class InventedText {
    private static final List<String> SENTENCES =
            List.of(
                    "The patient is a 54-year-old who reports low back pain for eight years.",
                    "Blood pressure was 124/78 mmHg, heart rate 72 bpm, temperature 36.8 degrees.",
                    "No fever, no chills, no night sweats, and appetite is unchanged.",
                    "Metformin 500 mg twice a day and lisinopril 10 mg were continued.",
                    "The abdomen is soft and not tender, and bowel sounds are present.",
                    "A chest radiograph showed no infiltrate and a normal heart size.",
                    "Strength is 5/5 in both arms, and reflexes are 2+ and symmetric.",
                    "She was advised to return in two weeks or earlier if symptoms get worse.",
                    "Doctor: How long have you had this cough? Patient: About ten days now.",
                    "Laboratory values: sodium 140, potassium 4.1, creatinine 0.9, glucose 98.");

    private InventedText() {}

    /** The unlabelled clinical set of a folder, or invented notes; at most so many characters. */
    static String clinical(Path folder, int characters) {
        StringBuilder text = new StringBuilder();
        for (LabelledRow row : LabelledSet.read(folder, "clinical_unlabelled")) {
            text.append(row.text()).append("\n\n");
        }
        Random random = new Random(Invented.SEED);
        while (text.length() < characters) {
            text.append(SENTENCES.get(random.nextInt(SENTENCES.size()))).append(' ');
        }
        return text.substring(0, characters);
    }

    /** Cells with an identifier each. */
    static String dense(int characters) {
        List<LabelledRow> rows = Invented.rows(Invented.SEED, 200);
        Collections.shuffle(rows, new Random(Invented.SEED));
        StringBuilder text = new StringBuilder();
        for (LabelledRow row : rows) {
            if (!row.group().equals("PRIVATE_KEY") && text.length() < characters) {
                text.append(row.text()).append(text.length() % 5 == 0 ? "\n" : " | ");
            }
        }
        return text.substring(0, Math.min(characters, text.length()));
    }
}
