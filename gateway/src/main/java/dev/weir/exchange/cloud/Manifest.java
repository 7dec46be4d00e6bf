package dev.weir.exchange.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.exchange.bill.Form;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a run of an export consists of.
///
/// @param form of its parts, as far as it is said
public record Manifest(Optional<Form> form, List<Part> parts) {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int SHOWN_MAX = 300;

  public Manifest {
    parts = List.copyOf(parts);
  }

  /// A part of a table.
  ///
  /// @param name its key, or an address that ends with it: `s3://bucket/key`
  /// @param rows it has, its header not counted, as far as it is said
  public record Part(String name, Optional<Long> rows) {

    /// The object it is, that with the longest key which its name ends with.
    private Optional<Stored> in(Map<String, Stored> listed) {
      String key = name;
      while (!listed.containsKey(key) && key.contains("/")) {
        key = key.substring(key.indexOf('/') + 1);
      }
      return Optional.ofNullable(listed.get(key));
    }
  }

  /// The objects that its parts are, in their order.
  ///
  /// @param name of the manifest, for messages
  /// @param listed by key
  /// @throws IllegalArgumentException naming the part that is not there, or is there twice
  public List<Stored> objects(String name, Map<String, Stored> listed) {
    Set<Stored> objects = new LinkedHashSet<>();
    for (Part part : parts) {
      Optional<Stored> object = part.in(listed);
      if (object.isEmpty()) {
        throw new IllegalArgumentException(
            "%s names %s, which is not there".formatted(name, shown(part.name())));
      }
      if (!objects.add(object.get())) {
        throw new IllegalArgumentException(
            "%s names each of its parts once, was twice %s".formatted(name, shown(part.name())));
      }
    }
    return List.copyOf(objects);
  }

  private static String shown(String text) {
    return Shown.of(text, SHOWN_MAX);
  }

  /// Reads AWS's, in which `dataFiles` are the parts, and Azure's, in which `blobs` are.
  ///
  /// @param name of the object, for messages
  public static Manifest read(String name, String text) {
    JsonNode root = parse(name, text);
    JsonNode files = root.path("dataFiles");
    if (files.isArray()) {
      List<Part> parts =
          files.valueStream().map(file -> new Part(named(name, file), Optional.empty())).toList();
      return new Manifest(Optional.empty(), parts);
    }
    JsonNode blobs = root.path("blobs");
    if (!blobs.isArray()) {
      throw new IllegalArgumentException(
          "%s is a manifest that names its parts in an array, 'dataFiles' or 'blobs'"
              .formatted(name));
    }
    List<Part> parts =
        blobs
            .valueStream()
            .map(blob -> new Part(named(name, blob.path("blobName")), rows(name, blob)))
            .toList();
    return new Manifest(form(name, root.path("exportConfig").path("type").asText("")), parts);
  }

  private static JsonNode parse(String name, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException torn) {
      throw new IllegalArgumentException(
          "%s is not whole JSON, line %d".formatted(name, torn.getLocation().getLineNr()), torn);
    }
  }

  private static String named(String name, JsonNode part) {
    if (!part.isTextual() || part.asText().isBlank()) {
      throw new IllegalArgumentException(
          "%s names each of its parts by a text, was '%s'".formatted(name, shown(part.toString())));
    }
    return part.asText();
  }

  private static Optional<Long> rows(String name, JsonNode blob) {
    JsonNode rows = blob.path("dataRowCount");
    if (rows.isMissingNode() || rows.isNull()) {
      return Optional.empty();
    }
    if (!rows.isIntegralNumber() || !rows.canConvertToLong() || rows.asLong() < 0) {
      throw new IllegalArgumentException(
          "%s: dataRowCount is how many rows there are, was '%s'"
              .formatted(name, shown(rows.toString())));
    }
    return Optional.of(rows.asLong());
  }

  /// Of Azure's exports only; others are known by their columns.
  private static Optional<Form> form(String name, String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "actualcost", "usage" -> Optional.of(Form.AZURE_ACTUAL);
      case "amortizedcost" -> Optional.of(Form.AZURE_AMORTIZED);
      case "focuscost" -> Optional.of(Form.FOCUS);
      case "" -> Optional.empty();
      default ->
          throw new IllegalArgumentException(
              "%s is of an export of ActualCost, AmortizedCost or FocusCost, was '%s'"
                  .formatted(name, shown(type)));
    };
  }
}
