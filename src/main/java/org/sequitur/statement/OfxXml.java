package org.sequitur.statement;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** OFX 2, which is XML. It needs no document type and no entity of its own, so what has one is refused. */
final class OfxXml {

    private static final XMLInputFactory FACTORY = factory();
    private static final int MOST_DEPTH = 64;

    private OfxXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        return factory;
    }

    static List<StatementLine> read(String text) {
        OfxStatement statement = new OfxStatement();
        int depth = 0;
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > MOST_DEPTH) {
                            throw malformed();
                        }
                        statement.open(name(reader));
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> statement.text(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        statement.close(name(reader));
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw malformed();
                    default -> {
                        // comments and processing instructions say nothing
                    }
                }
            }
        } catch (XMLStreamException | MissingResourceException e) {
            // The parser has no message for some faults of a document type, and says that instead of the fault.
            throw malformed();
        }
        return statement.lines();
    }

    private static String name(XMLStreamReader reader) {
        return reader.getLocalName().toUpperCase(Locale.ROOT);
    }

    private static UnreadableStatement malformed() {
        return new UnreadableStatement("The file is not valid XML");
    }
}
