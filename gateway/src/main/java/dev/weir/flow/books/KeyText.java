package dev.weir.flow.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.identity.Purpose;
import dev.weir.flow.identity.SecretHash;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.identity.VirtualKey.OnMissing;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A virtual key as JSON; of its secrets only the hashes.
public final class KeyText {
  /// Fields that only making, rotating and revoking a key write.
  static final List<String> OWN_FIELDS = List.of("secrets", "created", "revoked");

  private static final List<String> SETTINGS =
      List.of(
          "name",
          "fixed_tags",
          "settable_tags",
          "trusts_user_tags",
          "on_missing",
          "distinct_max",
          "models",
          "purposes",
          "expires");

  private KeyText() {}

  public static ObjectNode write(VirtualKey key) {
    ObjectNode body = Json.newObject();
    body.put("name", key.name());
    ArrayNode secrets = body.putArray("secrets");
    for (VirtualKey.Secret secret : key.secrets()) {
      ObjectNode written = secrets.addObject().put("sha256", secret.hash().hex());
      secret.until().ifPresent(until -> written.put("until", until.toString()));
    }
    ObjectNode fixed = body.putObject("fixed_tags");
    key.fixed().forEach(tag -> fixed.put(tag.name(), tag.value()));
    ArrayNode settable = body.putArray("settable_tags");
    key.settable().stream().sorted().forEach(settable::add);
    body.put("trusts_user_tags", key.trustsUserTags());
    body.put("on_missing", key.onMissing().name().toLowerCase(Locale.ROOT));
    body.put("distinct_max", key.distinctMax());
    ArrayNode models = body.putArray("models");
    key.models().forEach(models::add);
    ArrayNode purposes = body.putArray("purposes");
    key.purposes().stream().sorted().map(Purpose::code).forEach(purposes::add);
    body.put("created", key.created().toString());
    key.expires().ifPresent(instant -> body.put("expires", instant.toString()));
    key.revoked().ifPresent(instant -> body.put("revoked", instant.toString()));
    return body;
  }

  public static VirtualKey read(String id, ObjectNode body) {
    Fields fields = new Fields("key '%s'".formatted(body.path("name").asText(id)), body);
    VirtualKey key =
        new VirtualKey(
            id,
            fields.text("name"),
            secrets(fields),
            Tags.of(fields.textMembers("fixed_tags")),
            new HashSet<>(fields.texts("settable_tags")),
            fields.flag("trusts_user_tags", false),
            fields.choice("on_missing", OnMissing.class, OnMissing.REFUSE),
            Math.toIntExact(fields.number("distinct_max", VirtualKey.DISTINCT_MAX_BY_DEFAULT)),
            fields.texts("models"),
            purposes(body.path("name").asText(id), fields),
            fields.instant("created"),
            fields.optionalInstant("expires"),
            fields.optionalInstant("revoked"));
    fields.end();
    return key;
  }

  /// A key with some of its settings changed, by a JSON merge patch (RFC 7396).
  ///
  /// @throws IllegalArgumentException if the patch names nothing, or what cannot be changed, or the
  ///   outcome breaks a rule
  static VirtualKey patched(String id, ObjectNode body, ObjectNode patch) {
    if (patch.isEmpty()) {
      throw new IllegalArgumentException(
          "key '%s': nothing to change; fields are %s".formatted(id, SETTINGS));
    }
    patch
        .fieldNames()
        .forEachRemaining(field -> {
          if (!SETTINGS.contains(field)) {
            throw new IllegalArgumentException(
                "key '%s': there is no field '%s' to change; fields are %s"
                    .formatted(id, field, SETTINGS));
          }
        });
    if (read(id, body).revoked().isPresent()) {
      throw new IllegalArgumentException("key '%s': it is revoked, for good".formatted(id));
    }
    return read(id, merged(body, patch));
  }

  private static ObjectNode merged(ObjectNode target, ObjectNode patch) {
    ObjectNode merged = target.deepCopy();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      switch (field.getValue()) {
        case NullNode _ -> merged.remove(name);
        case ObjectNode part ->
            merged.set(
                name,
                merged(merged.get(name) instanceof ObjectNode old ? old : Json.newObject(), part));
        default -> merged.set(name, field.getValue());
      }
    }
    return merged;
  }

  private static List<VirtualKey.Secret> secrets(Fields fields) {
    return fields.objects("secrets").stream()
        .map(each -> {
          VirtualKey.Secret secret =
              new VirtualKey.Secret(
                  SecretHash.parse(each.text("sha256")), each.optionalInstant("until"));
          each.end();
          return secret;
        })
        .toList();
  }

  private static Set<Purpose> purposes(String id, Fields fields) {
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    for (String code : fields.texts("purposes")) {
      purposes.add(
          Purpose.ofCode(code)
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "key '%s': field 'purposes' holds some of %s, was '%s'"
                          .formatted(id, Purpose.CODES, code))));
    }
    return purposes;
  }
}
