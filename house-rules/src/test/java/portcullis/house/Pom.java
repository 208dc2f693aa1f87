package portcullis.house;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The root build file, read for what it really switches on. */
final class Pom {
    private static final String PLUGIN =
            "/project/build/plugins/plugin[artifactId='%s']/configuration/";

    private Pom() {}

    static List<String> compilerArguments() {
        return texts(PLUGIN.replace("%s", "maven-compiler-plugin") + "compilerArgs/arg");
    }

    static List<String> bundledSignatures() {
        return texts(PLUGIN.replace("%s", "forbiddenapis") + "bundledSignatures/bundledSignature");
    }

    static List<String> signatureFiles() {
        return texts(PLUGIN.replace("%s", "forbiddenapis") + "signaturesFiles/signaturesFile");
    }

    static List<String> modules() {
        return texts("/project/modules/module");
    }

    private static List<String> texts(String path) {
        try {
            Document pom =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(Tree.root().resolve("pom.xml").toFile());
            NodeList found =
                    (NodeList)
                            XPathFactory.newDefaultInstance()
                                    .newXPath()
                                    .evaluate(path, pom, XPathConstants.NODESET);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i).getTextContent());
            }
            return texts;
        } catch (IOException
                | SAXException
                | ParserConfigurationException
                | XPathExpressionException e) {
            throw new IllegalStateException("the root pom.xml cannot be read", e);
        }
    }
}
