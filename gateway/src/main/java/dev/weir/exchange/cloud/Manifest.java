package dev.weir.exchange.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.exchange.bill.Form;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a run of an export consists of.
///
/// @param form of its parts, as far as it is said
public record Manifest(Optional<Form> form, List<Part> parts) {
  private static final JsonMapper MAPPER = new JsonMapper();

  public Manifest {
    parts = List.copyOf(parts);
  }

  /// A part of a table.
  ///
  /// @param name its key, or an address that ends with it: `s3://bucket/key`
  /// @param rows it has, its header not counted, as far as it is said
  public record Part(String name, Optional<Long> rows) {

    /// The object it is, of those that were listed.
    public Optional<Stored> in(Collection<Stored> objects) {
      return objects.stream()
          .filter(object -> name.equals(object.key()) || name.endsWith("/" + object.key()))
          .max(Comparator.comparingInt(object -> object.key().length()));
    }
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
          "%s names each of its parts by a text, was '%s'".formatted(name, part));
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
          "%s: dataRowCount is how many rows there are, was '%s'".formatted(name, rows));
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
                  .formatted(name, type));
    };
  }
}
