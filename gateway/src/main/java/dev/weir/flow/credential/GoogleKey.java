package dev.weir.flow.credential;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A file by which Google gives tokens. Its text shows nothing of it.
sealed interface GoogleKey {

  /// Where tokens are asked for.
  URI tokens();

  /// The key of a service account.
  ///
  /// @param privateKey PEM, PKCS #8
  record ServiceAccount(String email, String keyId, String privateKey, URI tokens)
      implements GoogleKey {
    @Override
    public String toString() {
      return "a service account's key";
    }
  }

  /// What a person who has signed in leaves on a machine.
  record AuthorizedUser(String clientId, String clientSecret, String refreshToken, URI tokens)
      implements GoogleKey {
    @Override
    public String toString() {
      return "a user's token";
    }
  }

  /// The machine's own account, of which its metadata server tells.
  record Machine(URI tokens) implements GoogleKey {}

  String TOKENS = "https://oauth2.googleapis.com/token";
  String METADATA =
      "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token";

  /// Reads such a file.
  ///
  /// @throws IllegalArgumentException saying what is wrong, without quoting the file
  static GoogleKey read(String json) {
    Map<String, String> members = members(json);
    String type = members.getOrDefault("type", "");
    return switch (type) {
      case "service_account" ->
          new ServiceAccount(
              member(members, "client_email"),
              members.getOrDefault("private_key_id", ""),
              member(members, "private_key"),
              uri(members, "token_uri", TOKENS));
      case "authorized_user" ->
          new AuthorizedUser(
              member(members, "client_id"),
              member(members, "client_secret"),
              member(members, "refresh_token"),
              uri(members, "token_uri", TOKENS));
      case "metadata_server" -> new Machine(uri(members, "token_uri", METADATA));
      default ->
          throw new IllegalArgumentException(
              "a key of Google has a 'type' of service_account, authorized_user or metadata_server, was '%s'"
                  .formatted(type.length() > 40 ? type.substring(0, 40) + "…" : type));
    };
  }

  private static Map<String, String> members(String json) {
    Map<String, String> members = new HashMap<>();
    try (JsonCursor cursor = JsonCursor.over(json.getBytes(StandardCharsets.UTF_8))) {
      if (!cursor.is(Kind.OBJECT)) {
        throw new IllegalArgumentException("a key of Google is a JSON object");
      }
      while (cursor.nextMember()) {
        String name = cursor.name();
        if (cursor.is(Kind.STRING)) {
          members.put(name, cursor.text());
        } else {
          cursor.skip();
        }
      }
      return members;
    } catch (JsonFault fault) {
      // Without its message, which may quote the key.
      throw new IllegalArgumentException(
          "a key of Google is a JSON object, was none at byte " + fault.position());
    }
  }

  private static String member(Map<String, String> members, String name) {
    String value = members.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "a key of Google of the type %s has a '%s'".formatted(members.get("type"), name));
    }
    return value;
  }

  private static URI uri(Map<String, String> members, String name, String usual) {
    String given = members.getOrDefault(name, usual);
    try {
      URI uri = URI.create(given);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Told below, like one of another scheme.
    }
    throw new IllegalArgumentException(
        "the '%s' of a key of Google is an http or https address".formatted(name));
  }
}
