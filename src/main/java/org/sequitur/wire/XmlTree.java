package org.sequitur.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an XML body into the tree that a JSON body would have given: {@code <first-name>} is {@code first_name}, all values are
 * text (which the wire's lenient reading takes anyway), {@code type="array"} and elements such as
 * {@code <invoice-items><invoice-item>} are arrays. A surrounding {@code <freeagent>} is dropped. Document types are refused,
 * so neither external nor nested entities exist.
 */
final class XmlTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();

    XmlTree() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
    }

    /** @throws WireException 400 when the text is not well-formed, declares a document type or nests too deeply */
    ObjectNode read(byte[] body) {
        Element root = parsed(body);
        if ("freeagent".equals(root.name) && root.children.size() == 1) {
            root = root.children.getFirst();
        }
        JsonNode content = root.node();
        if ("freeagent".equals(root.name)) {
            return content instanceof ObjectNode attributes ? attributes : NODES.objectNode();
        }
        ObjectNode object = NODES.objectNode();
        object.set(root.name, content);
        return object;
    }

    private Element parsed(byte[] body) {
        Element root = null;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw malformed();
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    root = element(reader, 1);
                }
            }
        } catch (XMLStreamException | MissingResourceException e) {
            // The parser has no message for some faults of a document type, and says that instead of the fault.
            throw malformed();
        }
        if (root == null) {
            throw malformed();
        }
        return root;
    }

    private static WireException malformed() {
        return WireException.badRequest("The body is not valid XML");
    }

    private static Element element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > BodyReader.MOST_DEPTH) {
            throw malformed();
        }
        Element element = new Element(
                reader.getLocalName().replace('-', '_'),
                reader.getAttributeValue(null, "type"),
                "true".equals(reader.getAttributeValue(null, "nil")));
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> element.children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> element.text.append(reader.getText());
                case XMLStreamConstants.ENTITY_REFERENCE -> throw malformed();
                case XMLStreamConstants.END_ELEMENT -> {
                    return element;
                }
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    private static final class Element {
        final String name;
        final @Nullable String type;
        final boolean nil;
        final StringBuilder text = new StringBuilder();
        final List<Element> children = new ArrayList<>();

        Element(String name, @Nullable String type, boolean nil) {
            this.name = name;
            this.type = type;
            this.nil = nil;
        }

        JsonNode node() {
            if (nil) {
                return NODES.nullNode();
            }
            if (isArray()) {
                ArrayNode array = NODES.arrayNode();
                children.forEach(child -> array.add(child.node()));
                return array;
            }
            if (children.isEmpty()) {
                return NODES.stringNode(text.toString());
            }
            Map<String, JsonNode> members = new LinkedHashMap<>();
            children.forEach(child -> members.put(child.name, child.node()));
            return NODES.objectNode().setAll(members);
        }

        private boolean isArray() {
            return "array".equals(type)
                    || (!children.isEmpty()
                            && name.endsWith("s")
                            && children.stream().allMatch(child -> name.equals(child.name + "s")));
        }
    }
}
