package dev.weir.exchange.cloud;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// How a storage writes a page of its objects: by which names of elements.
///
/// @param root of the page
/// @param object one of them; what follows is in it, at whatever depth
/// @param next in the root: what to ask for the next page with
record ListingShape(
    String root,
    String object,
    String key,
    String tag,
    String changed,
    String bytes,
    String next,
    DateTimeFormatter time) {
  private static final int TEXT_MAX = 8 * 1024;

  /// Neither document types nor entities, nor anything that is elsewhere.
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /// @param name of the page, for messages
  /// @throws IllegalArgumentException naming page, rule and value
  Listing read(String name, byte[] page) {
    try {
      return listing(page);
    } catch (XMLStreamException torn) {
      throw new IllegalArgumentException(
          "%s: it is not XML, line %d".formatted(name, torn.getLocation().getLineNumber()), torn);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("%s: %s".formatted(name, wrong.getMessage()), wrong);
    }
  }

  private Listing listing(byte[] page) throws XMLStreamException {
    XMLStreamReader reader = factory().createXMLStreamReader(new ByteArrayInputStream(page));
    List<Stored> objects = new ArrayList<>();
    Map<String, String> outside = new HashMap<>();
    Map<String, String> texts = outside;
    StringBuilder text = new StringBuilder();
    boolean rooted = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          rooted = requireRoot(rooted, reader.getLocalName());
          texts = reader.getLocalName().equals(object) ? new HashMap<>() : texts;
          text.setLength(0);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          String ended = reader.getLocalName();
          if (ended.equals(object)) {
            objects.add(stored(texts));
            texts = outside;
          } else {
            texts.putIfAbsent(ended, text.toString());
          }
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          text.append(reader.getText());
          requireShort(text);
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new IllegalArgumentException("it has neither a document type nor entities");
        default -> {
          // comments and the like say nothing
        }
      }
    }
    return new Listing(objects, next(outside));
  }

  private boolean requireRoot(boolean rooted, String element) {
    if (!rooted && !element.equals(root)) {
      throw new IllegalArgumentException("it is a %s, was a %s".formatted(root, element));
    }
    return true;
  }

  private static void requireShort(StringBuilder text) {
    if (text.length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          "a text in it has at most %,d characters".formatted(TEXT_MAX));
    }
  }

  private Optional<String> next(Map<String, String> page) {
    Optional<String> after = Optional.ofNullable(page.get(next)).filter(text -> !text.isEmpty());
    if (after.isEmpty() && "true".equals(page.get("IsTruncated"))) {
      throw new IllegalArgumentException("%s is a text where there is more".formatted(next));
    }
    return after;
  }

  private Stored stored(Map<String, String> texts) {
    String named = need(texts, key);
    return new Stored(
        named,
        need(texts, tag),
        time(named, need(texts, changed)),
        size(named, need(texts, bytes)));
  }

  private static String need(Map<String, String> texts, String element) {
    String text = texts.getOrDefault(element, "");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("each object says its " + element);
    }
    return text;
  }

  private Instant time(String named, String text) {
    try {
      return time.parse(text, Instant::from);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "%s of %s is a time, was '%s'".formatted(changed, named, text), wrong);
    }
  }

  private long size(String named, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException(
          "%s of %s is a length, was '%s'".formatted(bytes, named, text));
    }
    return Long.parseLong(text);
  }
}
