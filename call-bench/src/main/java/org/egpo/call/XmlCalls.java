package org.egpo.call;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Calls as {@code <functions>} with one {@code <function>} each; values stand in an attribute (verbose) or as text
 * (concise) beside their type. Without document type and external entities.
 */
final class XmlCalls {
    private static final String OPEN = "<functions>";
    private static final String CLOSE = "</functions>";
    private static final XMLInputFactory FACTORY = factory();

    private static final int DEEPEST = 3;

    private XmlCalls() {}

    private static XMLInputFactory factory() {
        XMLInputFactory f = XMLInputFactory.newDefaultFactory();
        f.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        f.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        f.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        f.setXMLReporter((message, type, info, location) -> {});
        return f;
    }

    static Value decode(String text, boolean verbose) {
        int from = text.indexOf(OPEN);
        int to = from < 0 ? -1 : text.indexOf(CLOSE, from + OPEN.length());
        if (to < 0) {
            throw PythonError.value("no " + OPEN + " … " + CLOSE + " in the text");
        }
        String document = text.substring(from, to + CLOSE.length());
        if (document.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new PythonError("UnicodeEncodeError", "surrogates not allowed", from);
        }
        List<Element> functions;
        try {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(new StringReader(document));
            xml.next();
            Element root = new Element(xml);
            read(xml, root, 0);
            functions = root.children;
            while (xml.hasNext()) {
                xml.next();
            }
        } catch (XMLStreamException | RuntimeException e) {
            if (e instanceof PythonError p) {
                throw p;
            }
            int at = e instanceof XMLStreamException x && x.getLocation() != null
                    ? x.getLocation().getCharacterOffset()
                    : 0;
            throw new PythonError("ParseError", "the XML is not well-formed", from + Math.max(0, at));
        }
        List<Value> all = new ArrayList<>();
        for (Element f : functions) {
            if (f.tag.equals("function")) {
                all.add(call(f, verbose));
            }
        }
        return new Value.ListValue(all);
    }

    /** An element with what the decoder reads of it; an attribute that is absent is null. */
    private static final class Element {
        final String tag;
        final String name;
        final String value;
        final String type;
        final List<Element> children = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        Element(XMLStreamReader xml) {
            String uri = xml.getNamespaceURI();
            this.tag = uri == null || uri.isEmpty() ? xml.getLocalName() : "{" + uri + "}" + xml.getLocalName();
            this.name = attribute(xml, "name");
            this.value = attribute(xml, "value");
            this.type = attribute(xml, "type");
        }

        private static String attribute(XMLStreamReader xml, String name) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                String uri = xml.getAttributeNamespace(i);
                if (xml.getAttributeLocalName(i).equals(name) && (uri == null || uri.isEmpty())) {
                    return xml.getAttributeValue(i);
                }
            }
            return null;
        }
    }

    /** Reads an opened element to its end; below the third level nothing is kept. */
    private static void read(XMLStreamReader xml, Element e, int level) throws XMLStreamException {
        int inside = 0;
        boolean seenChild = false;
        while (true) {
            int event = xml.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    seenChild = true;
                    if (level < DEEPEST) {
                        Element child = new Element(xml);
                        e.children.add(child);
                        read(xml, child, level + 1);
                    } else {
                        inside++;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (inside == 0) {
                        return;
                    }
                    inside--;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!seenChild) {
                        e.text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
                    throw new XMLStreamException("undefined entity", xml.getLocation());
                default -> {}
            }
        }
    }

    private static Value call(Element function, boolean verbose) {
        List<Element> parameters = function.children;
        if (verbose) {
            parameters = function.children.stream()
                    .filter(c -> c.tag.equals("params"))
                    .findFirst()
                    .map(c -> c.children)
                    .orElse(function.children);
        }
        Value name = new Value.Text(required(function));
        Value.MapBuilder arguments = new Value.MapBuilder();
        for (Element p : parameters) {
            if (p.tag.equals("param")) {
                String type = p.type == null ? "string" : p.type;
                Value key = verbose ? optional(p.name) : new Value.Text(required(p));
                String raw = verbose ? p.value == null ? "" : p.value : PythonUnicode.strip(p.text.toString());
                arguments.put(key, convert(raw, type));
            }
        }
        return new Value.MapBuilder().put(name, arguments.build()).build();
    }

    private static Value optional(String name) {
        return name == null ? Value.None.NONE : new Value.Text(name);
    }

    private static String required(Element e) {
        if (e.name == null) {
            throw new PythonError("KeyError", "a " + e.tag + " lacks its name");
        }
        return e.name;
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
