package org.egpo.call;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Calls as {@code <functions>} with one {@code <function>} each; values stand in an attribute (verbose) or as text
 * (concise) beside their type. Without document type and external entities.
 */
final class XmlCalls {
    private static final String OPEN = "<functions>";
    private static final String CLOSE = "</functions>";
    private static final ThreadLocal<DocumentBuilder> BUILDERS = ThreadLocal.withInitial(XmlCalls::builder);

    private XmlCalls() {}

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            factory.setIgnoringComments(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Value decode(String text, boolean verbose) {
        int from = text.indexOf(OPEN);
        int to = from < 0 ? -1 : text.indexOf(CLOSE, from + OPEN.length());
        if (to < 0) {
            throw PythonError.value(
                    "No XML function call found in input string: " + text + ". Missing <functions> tag.");
        }
        String document = text.substring(from, to + CLOSE.length());
        PythonUnicode.requireNoSurrogates(document, from);
        List<Element> functions = children(root(document, from), "function");
        return new Value.ListValue(functions.stream().map(f -> call(f, verbose)).toList());
    }

    private static Element root(String document, int from) {
        try {
            return BUILDERS.get()
                    .parse(new InputSource(new StringReader(document)))
                    .getDocumentElement();
        } catch (SAXException | IOException | RuntimeException e) {
            throw new PythonError("ParseError", "the XML is not well-formed", from);
        }
    }

    /** The elements of that name, without a namespace, right below another one. */
    private static List<Element> children(Element parent, String tag) {
        List<Element> all = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element e
                    && e.getNamespaceURI() == null
                    && e.getLocalName().equals(tag)) {
                all.add(e);
            }
        }
        return all;
    }

    private static Value call(Element function, boolean verbose) {
        List<Element> lists = verbose ? children(function, "params") : List.of();
        Element parameters = lists.isEmpty() ? function : lists.get(0);
        Value name = Value.text(required(function));
        Value.MapBuilder arguments = new Value.MapBuilder();
        for (Element p : children(parameters, "param")) {
            String type = attribute(p, "type");
            String own = verbose ? attribute(p, "name") : required(p);
            String value = verbose ? p.getAttributeNS(null, "value") : PythonUnicode.strip(text(p));
            arguments.put(
                    own == null ? Value.None.NONE : Value.text(own), convert(value, type == null ? "string" : type));
        }
        return new Value.MapBuilder().put(name, arguments.build()).build();
    }

    private static @Nullable String attribute(Element e, String name) {
        return e.hasAttributeNS(null, name) ? e.getAttributeNS(null, name) : null;
    }

    private static String required(Element e) {
        String name = attribute(e, "name");
        if (name == null) {
            throw new PythonError("KeyError", "a " + e.getTagName() + " lacks its name");
        }
        return name;
    }

    /** The text in front of the first element below. */
    private static String text(Element e) {
        StringBuilder text = new StringBuilder();
        for (Node n = e.getFirstChild(); n != null && !(n instanceof Element); n = n.getNextSibling()) {
            text.append(n.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE ? "" : n.getNodeValue());
        }
        return text.toString();
    }

    private static Value convert(String raw, String type) {
        return switch (type) {
            case "integer" -> PythonNumbers.toInteger(Value.text(raw));
            case "float" -> PythonNumbers.toReal(Value.text(raw));
            case "boolean" -> Value.Bool.of(raw.toLowerCase(Locale.ROOT).equals("true"));
            case "null" -> Value.None.NONE;
            case "array", "tuple", "object", "dict" -> PythonLiteral.evaluate(raw);
            default -> Value.text(raw);
        };
    }
}
